package com.obinexus.semverx.internal;

import com.obinexus.semverx.Code;
import com.obinexus.semverx.DiramException;
import com.obinexus.semverx.InternalException;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * A native object owned by Java. Calls are counted: closing during a call on another thread lets
 * that call end first, and a call after closing is refused. A forgotten handle is freed by the
 * collector, and said so on the logger {@code com.obinexus.semverx} at level DEBUG.
 */
public final class Handle implements AutoCloseable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final State state;
    private final Cleaner.Cleanable cleanable;

    private Handle(State state) {
        this.state = state;
        cleanable = CLEANER.register(this, state);
    }

    /**
     * A handle that any number of threads may use at once.
     *
     * @param what its noun in messages
     * @param address the native object
     * @param free frees it
     * @return the handle
     */
    public static Handle shared(String what, long address, LongConsumer free) {
        return new Handle(new State(what, Use.SHARED, address, free));
    }

    /**
     * A handle that any number of threads may use at once and that nobody has to close: the
     * collector frees it without a word.
     *
     * @param what its noun in messages
     * @param address the native object
     * @param free frees it
     * @return the handle
     */
    public static Handle lasting(String what, long address, LongConsumer free) {
        return new Handle(new State(what, Use.LASTING, address, free));
    }

    /**
     * A handle that refuses a second thread, for streams.
     *
     * @param what its noun in messages
     * @param address the native object
     * @param free frees it
     * @return the handle
     */
    public static Handle exclusive(String what, long address, LongConsumer free) {
        return new Handle(new State(what, Use.EXCLUSIVE, address, free));
    }

    /**
     * Makes a call on the native object.
     *
     * @param <T> its result
     * @param body the call
     * @return its result
     * @throws com.obinexus.semverx.StateException if the handle is closed, busy, or was left broken
     *     by a bug
     */
    public <T> T call(LongFunction<T> body) {
        long address = state.enter();
        try {
            return body.apply(address);
        } catch (InternalException bug) {
            if (bug.code() == Code.PANIC) {
                state.poison();
            }
            throw bug;
        } finally {
            state.leave();
        }
    }

    /** Closes it; closing again does nothing. */
    @Override
    public void close() {
        state.close();
        cleanable.clean();
    }

    private enum Use {
        SHARED,
        LASTING,
        EXCLUSIVE
    }

    /** What the cleaner holds; it must not refer to the handle. */
    private static final class State implements Runnable {
        private final String what;
        private final Use use;
        private final long address;
        private final LongConsumer free;
        private int users;
        private boolean closed;
        private boolean poisoned;

        State(String what, Use use, long address, LongConsumer free) {
            this.what = what;
            this.use = use;
            this.address = address;
            this.free = free;
        }

        synchronized long enter() {
            if (closed) {
                throw refuse(Code.CLOSED, "this " + what + " is closed");
            }
            if (poisoned) {
                throw refuse(Code.POISONED, "this " + what + " was left broken by an earlier bug");
            }
            if (use == Use.EXCLUSIVE && users > 0) {
                throw refuse(Code.BUSY, "this " + what + " is in use by another thread");
            }
            users++;
            return address;
        }

        synchronized void leave() {
            users--;
            if (closed && users == 0) {
                free.accept(address);
            }
        }

        synchronized void poison() {
            poisoned = true;
        }

        synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (users == 0) {
                free.accept(address);
            }
        }

        @Override
        public synchronized void run() {
            if (closed) {
                return;
            }
            if (use != Use.LASTING) {
                System.getLogger("com.obinexus.semverx")
                        .log(System.Logger.Level.DEBUG, "a {0} was never closed", what);
            }
            close();
        }

        private static DiramException refuse(Code code, String message) {
            return DiramException.of(code, message, null, Map.of());
        }
    }
}
