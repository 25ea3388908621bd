package com.obinexus.semverx;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** A callback for updates, under the original's name. */
public final class Observer {
    private final Consumer<? super Update> callback;
    private volatile Instant lastNotified;

    /**
     * An observer that was told of nothing yet.
     *
     * @param callback called with each update
     */
    public Observer(Consumer<? super Update> callback) {
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    /**
     * Tells it of an update.
     *
     * @param update what happened
     */
    public void onUpdate(Update update) {
        lastNotified = Instant.now();
        callback.accept(update);
    }

    /**
     * When it was told of an update last.
     *
     * @return empty if never
     */
    public Optional<Instant> lastNotified() {
        return Optional.ofNullable(lastNotified);
    }
}
