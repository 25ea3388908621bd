package com.obinexus.semverx;

import com.obinexus.semverx.internal.Bell;
import com.obinexus.semverx.internal.Durations;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Handle;
import com.obinexus.semverx.internal.Native;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An open subscription: what happens to a package, as it happens.
 *
 * <pre>{@code
 * try (var subscription = registry.subscribe("core")) {
 *     Update update = subscription.take();
 *     System.out.println(update.kind() + " " + update.version());
 * }
 * }</pre>
 *
 * <p>Any number of threads may use it; each update goes to one of them. At most as many updates a
 * second come as the registry's policy says ({@code maxUpdateRate}), twice as many at once; what
 * comes faster is merged, but for mandatory ones. It ends when it or its registry is closed.
 */
public final class Subscription implements AutoCloseable {
    private final String name;
    private final Handle handle;
    private final Bell bell;
    private volatile boolean closed;
    private volatile Thread teller;

    private Subscription(String name, Handle handle, Bell bell) {
        this.name = name;
        this.handle = handle;
        this.bell = bell;
    }

    /** Opens one; {@code since} below 0 is from now on. */
    static Subscription open(long reg, String name, byte[] text, long since) {
        var bell = new Bell();
        long opened = Native.registrySubscribe(reg, text, since, bell);
        Handle handle = Handle.shared("subscription", opened, Native::subscriptionFree);
        return new Subscription(name, handle, bell);
    }

    /** Starts the thread that tells {@code callback} of each update until this is closed. */
    void tell(Consumer<? super Update> callback) {
        teller = new Teller(this, callback);
        teller.start();
    }

    /**
     * The package.
     *
     * @return its name
     */
    public String name() {
        return name;
    }

    /**
     * The next update, if there is one now.
     *
     * @return empty if there is none
     * @throws StateException with code CLOSED if it is closed
     */
    public Optional<Update> poll() {
        byte[] update = handle.call(Native::subscriptionNext);
        return Optional.ofNullable(update).map(json -> Update.of(Fields.read(json)));
    }

    /**
     * The next update; waits for it.
     *
     * @param timeout the longest to wait; zero looks only
     * @return empty when none came in time
     * @throws StateException with code CLOSED if it is closed, or was while this waited
     * @throws CancelledException if the thread was interrupted; it stays so
     */
    public Optional<Update> poll(Duration timeout) {
        long limit = Durations.nanos("timeout", timeout);
        long begin = System.nanoTime();
        while (true) {
            long rung = bell.rung(); // before looking: what comes meanwhile ends the wait at once
            Optional<Update> update = poll();
            long left = limit - (System.nanoTime() - begin);
            if (update.isPresent() || left <= 0) {
                return update;
            }
            await(rung, Math.min(left, pause()));
        }
    }

    /**
     * The next update; waits for it as long as it takes.
     *
     * @return the update
     * @throws StateException with code CLOSED if it is closed, or was while this waited
     * @throws CancelledException if the thread was interrupted; it stays so
     */
    public Update take() {
        while (true) {
            Optional<Update> update = poll(Durations.FOREVER);
            if (update.isPresent()) {
                return update.get();
            }
        }
    }

    /** Nanoseconds that will surely bring nothing unless the bell rings. */
    private long pause() {
        long milliseconds = handle.call(Native::subscriptionWait);
        return milliseconds < 0 ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(milliseconds);
    }

    private void await(long rung, long nanos) {
        try {
            bell.await(rung, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DiramException.of(
                    Code.CANCELLED,
                    "the thread was interrupted while it waited for an update of " + name,
                    null,
                    Map.of());
        }
    }

    /**
     * Whether it was closed.
     *
     * @return true from then on
     */
    public boolean isClosed() {
        return closed;
    }

    /**
     * Ends it, and the wait of those who wait; closing again does nothing. Waits for a callback that
     * runs right now, unless this is called by a callback.
     */
    @Override
    public void close() {
        closed = true;
        handle.close();
        bell.ring();
        Thread thread = teller;
        if (thread != null && !(Thread.currentThread() instanceof Teller)) {
            join(thread);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends by itself, after its callback
        }
    }

    /** The thread that tells a callback. */
    private static final class Teller extends Thread {
        private final Subscription subscription;
        private final Consumer<? super Update> callback;

        Teller(Subscription subscription, Consumer<? super Update> callback) {
            super("semverx observer of " + subscription.name);
            setDaemon(true);
            this.subscription = subscription;
            this.callback = callback;
        }

        @Override
        public void run() {
            while (!subscription.closed) {
                next().ifPresent(this::tell);
            }
        }

        /** Empty only when the subscription was closed, or somebody interrupts this thread. */
        private Optional<Update> next() {
            try {
                return Optional.of(subscription.take());
            } catch (StateException | CancelledException end) {
                if (!subscription.closed && end.code() != Code.CANCELLED) {
                    throw end;
                }
                Thread.interrupted(); // nobody may stop it but close()
                return Optional.empty();
            }
        }

        private void tell(Update update) {
            try {
                callback.accept(update);
            } catch (Throwable failure) { // the next update is for the callback all the same
                System.getLogger("com.obinexus.semverx")
                        .log(
                                System.Logger.Level.ERROR,
                                "the observer of " + subscription.name + " failed on " + update,
                                failure);
            }
        }
    }
}
