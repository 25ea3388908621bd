package com.obinexus.semverx.internal;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait; rung from any thread. */
public final class Bell {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long rung;

    /** Wakes all. Called by the native library too. */
    public void ring() {
        lock.lock();
        try {
            rung++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often it rang. */
    public long rung() {
        lock.lock();
        try {
            return rung;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it has rung more often than {@code before}, or the time is over. */
    public void await(long before, long nanos) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (rung == before && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
