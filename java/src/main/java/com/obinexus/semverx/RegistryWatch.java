package com.obinexus.semverx;

import com.obinexus.semverx.internal.Durations;
import com.obinexus.semverx.internal.Fields;
import com.obinexus.semverx.internal.Native;
import com.obinexus.semverx.internal.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Hearing of what happens in a registry. */
abstract sealed class RegistryWatch extends RegistryReader permits RegistryGuard {
    private static final int STALE_DAYS = 90;
    private static final long FROM_NOW = -1;

    /** Those that end with this; guarded by itself. */
    private final Set<Subscription> open = Collections.newSetFromMap(new WeakHashMap<>());

    private boolean ended;

    RegistryWatch(long address) {
        super(address);
    }

    /**
     * Subscribes to a package: what happens to its versions from now on, and mandatory updates of the
     * packages that it needs.
     *
     * @param name the package
     * @return to be asked for updates, and closed
     * @throws ResolutionException with code NOT_FOUND, with near names
     * @throws TooManyObserversException if there are 100 already
     * @throws StateException for a registry of the past
     */
    public Subscription subscribe(String name) {
        return opened(name, FROM_NOW);
    }

    /**
     * Subscribes to a package, beginning with exactly what happened after a snapshot. If that is no
     * longer kept, one {@link UpdateKind#RESYNC} comes first, and then what is.
     *
     * @param name the package
     * @param since the snapshot's number
     * @return to be asked for updates, and closed
     * @throws ResolutionException with code NOT_FOUND, with near names
     * @throws RegistryException with code SNAPSHOT for a number that does not exist yet
     * @throws TooManyObserversException if there are 100 already
     * @throws StateException for a registry of the past
     */
    public Subscription subscribe(String name, long since) {
        return opened(name, RegistryOptions.notNegative("since", since));
    }

    /**
     * Subscribes to a package: {@code callback} is told of each update, on a daemon thread of its own
     * and never in here. What it throws is logged by {@code com.obinexus.semverx} at level ERROR, and
     * the next update comes.
     *
     * @param name the package
     * @param callback called with each update
     * @return closing it ends it, and so does closing this registry
     * @throws ResolutionException with code NOT_FOUND, with near names
     * @throws TooManyObserversException if there are 100 already
     * @throws StateException for a registry of the past
     */
    public Subscription subscribe(String name, Consumer<? super Update> callback) {
        return told(name, FROM_NOW, callback);
    }

    /**
     * Subscribes to a package: {@code callback} is told of each update, beginning with exactly what
     * happened after a snapshot.
     *
     * @param name the package
     * @param since the snapshot's number
     * @param callback called with each update, on a daemon thread of its own
     * @return closing it ends it, and so does closing this registry
     * @throws ResolutionException with code NOT_FOUND, with near names
     * @throws RegistryException with code SNAPSHOT for a number that does not exist yet
     * @throws TooManyObserversException if there are 100 already
     * @throws StateException for a registry of the past
     */
    public Subscription subscribe(String name, long since, Consumer<? super Update> callback) {
        return told(name, RegistryOptions.notNegative("since", since), callback);
    }

    /**
     * {@link #subscribe(String, Consumer)} under the original's name.
     *
     * @param name the package
     * @param observer told of each update
     * @return closing it ends it, and so does closing this registry
     */
    public Subscription registerObserver(String name, Observer observer) {
        Objects.requireNonNull(observer, "observer");
        return subscribe(name, observer::onUpdate);
    }

    private Subscription told(String name, long since, Consumer<? super Update> callback) {
        Objects.requireNonNull(callback, "callback");
        Subscription subscription = opened(name, since);
        subscription.tell(callback);
        return subscription;
    }

    private Subscription opened(String name, long since) {
        byte[] text = Text.encode("name", name);
        Subscription subscription =
                handle().call(reg -> Subscription.open(reg, name, text, since));
        synchronized (open) {
            if (!ended) {
                open.add(subscription);
                return subscription;
            }
        }
        subscription.close();
        throw DiramException.of(Code.CLOSED, "this registry is closed", null, Map.of());
    }

    /** Closes every subscription, and refuses later ones. */
    final void endSubscriptions() {
        List<Subscription> ending;
        synchronized (open) {
            ended = true;
            ending = new ArrayList<>(open);
        }
        ending.forEach(Subscription::close);
    }

    /**
     * The observed packages whose newest release is older than 90 days. Their observers are told too,
     * once for each version.
     *
     * @return by name
     * @throws StateException for a registry of the past
     */
    public List<Update> checkStale() {
        return checkStale(STALE_DAYS);
    }

    /**
     * The observed packages whose newest release is older than so many days. Their observers are told
     * too, once for each version. Where the time of publication is not known, nothing is stale.
     *
     * @param days 0 and up
     * @return by name
     * @throws StateException for a registry of the past
     */
    public List<Update> checkStale(int days) {
        return Fields.readList(
                handle().call(reg -> Native.registryCheckStale(reg, days)), Update::of);
    }

    /**
     * Moves the clock of a registry that was opened with {@link RegistryOptions.Builder#clock}.
     *
     * @param by whole milliseconds of it count
     * @throws StateException if the clock is the system's
     */
    public void advanceClock(Duration by) {
        long milliseconds = TimeUnit.NANOSECONDS.toMillis(Durations.nanos("by", by));
        handle().call(
                        reg -> {
                            Native.registryAdvanceClock(reg, milliseconds);
                            return null;
                        });
    }
}
