package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SubscriptionTest {
    private static final String LINES =
            """
            {"name":"app","version":"1.0.0","deps":{"core":"^1"},"published":10}
            {"name":"core","version":"1.0.0","deps":{},"published":10}
            """;
    private static final RegistryOptions AT_1000 =
            RegistryOptions.builder().clock(Instant.ofEpochSecond(1000)).build();

    private Registry registry;

    @BeforeEach
    void open() {
        registry = Registry.fromLines(LINES, AT_1000);
    }

    @AfterEach
    void close() {
        registry.close();
    }

    private static Receipt publish(Registry registry, String version) {
        return registry.publish(Map.of("name", "core", "version", version, "deps", Map.of()));
    }

    private static List<Update> drain(Subscription subscription) {
        var all = new ArrayList<Update>();
        Optional<Update> update = subscription.poll();
        while (update.isPresent()) {
            all.add(update.get());
            update = subscription.poll();
        }
        return all;
    }

    @Test
    void anUpdateHasAllThatIsKnown() {
        try (var subscription = registry.subscribe("core")) {
            assertEquals("core", subscription.name());
            assertEquals(Optional.empty(), subscription.poll(Duration.ZERO));
            publish(registry, "1.1.0");
            assertEquals(
                    new Update(
                            "core",
                            Optional.of(Version.parse("1.0.0")),
                            Version.parse("1.1.0"),
                            UpdateKind.PUBLISH,
                            2,
                            0,
                            FaultLevel.CLEAN,
                            List.of(),
                            Optional.empty(),
                            0),
                    subscription.take());
            assertEquals(1, registry.node("core", "1.0.0").observers().size());
        }
        assertEquals(List.of(), registry.node("core", "1.0.0").observers());
    }

    @Test
    void aWaitEndsWhenSomethingHappens() throws Exception {
        try (var live = Registry.fromLines(LINES);
                var subscription = live.subscribe("core")) {
            var found = new LinkedBlockingQueue<Optional<Update>>();
            var waiting = new Thread(() -> found.add(subscription.poll(Duration.ofDays(9999))));
            waiting.start();
            publish(live, "1.1.0");
            assertEquals(UpdateKind.PUBLISH, found.take().orElseThrow().kind());
            waiting.join();
            assertEquals(Optional.empty(), subscription.poll(Duration.ofMillis(1)));
            var negative = Duration.ofSeconds(-1);
            assertThrows(ArgumentException.class, () -> subscription.poll(negative));
        }
    }

    @Test
    void updatesComeAtTheRateOfThePolicyAndMandatoryOnesAtOnce() {
        try (var core = registry.subscribe("core");
                var app = registry.subscribe("app")) {
            for (int minor = 1; minor <= 30; minor++) {
                publish(registry, "1." + minor + ".0");
            }
            assertEquals(10, drain(core).size());
            registry.advanceClock(Duration.ofSeconds(1));
            assertEquals(5, drain(core).size());
            registry.advanceClock(Duration.ofMillis(199));
            assertEquals(List.of(), drain(core));
            registry.handleFault("core", "1.30.0", FaultCause.ADVISORY_HIGH);
            Update mandatory = core.take();
            assertEquals(UpdateKind.MANDATORY, mandatory.kind());
            assertEquals(List.of("app"), mandatory.dependents());
            assertEquals(Optional.of(Version.parse("1.29.0")), mandatory.fix());
            assertEquals(Optional.of(mandatory.version()), app.poll().map(Update::version));
        }
        assertThrows(
                ArgumentException.class, () -> registry.advanceClock(Duration.ofSeconds(-1)));
        try (var live = Registry.fromLines(LINES)) {
            assertThrows(StateException.class, () -> live.advanceClock(Duration.ofSeconds(1)));
        }
    }

    @Test
    void aStrictRegistryRefusesWhatComesTooFast() {
        Policy strict = Policy.builder().strict(true).maxUpdateRate(1).build();
        var options =
                RegistryOptions.builder().clock(Instant.ofEpochSecond(1)).policy(strict).build();
        try (var narrow = Registry.fromLines(LINES, options);
                var subscription = narrow.subscribe("core")) {
            publish(narrow, "1.1.0");
            publish(narrow, "1.2.0");
            var refused =
                    assertThrows(
                            RateLimitExceededException.class, () -> publish(narrow, "1.3.0"));
            assertEquals(Optional.of(Duration.ofSeconds(1)), refused.retryAfter());
            assertEquals(2, drain(subscription).size());
            narrow.advanceClock(refused.retryAfter().orElseThrow());
            publish(narrow, "1.3.0");
        }
    }

    @Test
    void whatHappenedSinceIsTold() {
        publish(registry, "1.1.0");
        registry.yank("core", "1.0.0");
        try (var subscription = registry.subscribe("core", 1)) {
            assertEquals(
                    List.of(UpdateKind.PUBLISH, UpdateKind.YANK),
                    drain(subscription).stream().map(Update::kind).toList());
        }
        var future = assertThrows(RegistryException.class, () -> registry.subscribe("core", 99));
        assertEquals(Code.SNAPSHOT, future.code());
        assertThrows(ArgumentException.class, () -> registry.subscribe("core", -1));
        var unknown = assertThrows(ResolutionException.class, () -> registry.subscribe("cor"));
        assertEquals(List.of("core"), unknown.details().get("near"));
        try (var past = registry.at(1)) {
            assertThrows(StateException.class, () -> past.subscribe("core"));
            assertThrows(StateException.class, past::checkStale);
        }
    }

    @Test
    void oneMoreThanAHundredIsTooMany() {
        var all = new ArrayList<Subscription>();
        for (int i = 0; i < 100; i++) {
            all.add(registry.subscribe("core"));
        }
        assertThrows(TooManyObserversException.class, () -> registry.subscribe("core"));
        all.get(7).close();
        registry.subscribe("core").close();
        registry.subscribe("app").close();
        all.forEach(Subscription::close);
    }

    @Test
    void staleIsToldOnce() {
        try (var subscription = registry.subscribe("core")) {
            assertEquals(List.of(), registry.checkStale());
            registry.advanceClock(Duration.ofDays(91));
            assertEquals(
                    List.of(UpdateKind.STALE),
                    registry.checkStale().stream().map(Update::kind).toList());
            registry.checkStale(1);
            assertEquals(1, drain(subscription).size());
            assertThrows(ArgumentException.class, () -> registry.checkStale(-1));
        }
    }

    @Test
    void callbacksAreCalledOnAThreadOfTheirOwnWhateverTheyThrow() throws Exception {
        BlockingQueue<Version> told = new LinkedBlockingQueue<>();
        var thread = new AtomicReference<Thread>();
        var subscription =
                registry.subscribe(
                        "core",
                        update -> {
                            thread.set(Thread.currentThread());
                            told.add(update.version());
                            throw new AssertionError("meant to be in the log of this test");
                        });
        publish(registry, "1.1.0");
        assertEquals(Version.parse("1.1.0"), told.take());
        publish(registry, "1.2.0");
        assertEquals(Version.parse("1.2.0"), told.take());
        assertNotSame(Thread.currentThread(), thread.get());
        assertTrue(thread.get().isDaemon());
        assertEquals("semverx observer of core", thread.get().getName());
        subscription.close();
        assertFalse(thread.get().isAlive(), "close() waits for it");
        publish(registry, "1.3.0");
        assertTrue(told.isEmpty());
    }

    @Test
    void anObserverKnowsWhenItWasTold() throws Exception {
        BlockingQueue<Update> told = new LinkedBlockingQueue<>();
        var observer = new Observer(told::add);
        assertEquals(Optional.empty(), observer.lastNotified());
        try (var subscription = registry.registerObserver("core", observer)) {
            publish(registry, "1.1.0");
            assertEquals("core", told.take().name());
            assertTrue(observer.lastNotified().isPresent());
            assertFalse(subscription.isClosed());
        }
    }

    @Test
    void callbacksMayCloseWhatCallsThemAllAtOnce() throws Exception {
        var both = new CountDownLatch(2);
        var closed = new CountDownLatch(2);
        for (String name : List.of("core", "app")) {
            registry.subscribe(
                    name,
                    0,
                    update -> {
                        both.countDown();
                        try {
                            both.await();
                        } catch (InterruptedException e) {
                            throw new AssertionError(e);
                        }
                        registry.close();
                        closed.countDown();
                    });
        }
        registry.handleFault("core", "1.0.0", 9); // mandatory: both are told
        closed.await();
    }

    @Test
    void closingEndsWaits() throws Exception {
        var subscription = registry.subscribe("core");
        var failure = new LinkedBlockingQueue<Code>();
        var waiting =
                new Thread(
                        () ->
                                failure.add(
                                        assertThrows(StateException.class, subscription::take)
                                                .code()));
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING
                && waiting.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        registry.close();
        assertEquals(Code.CLOSED, failure.take());
        assertTrue(subscription.isClosed());
        subscription.close();
        assertEquals(
                Code.CLOSED,
                assertThrows(StateException.class, () -> subscription.poll(Duration.ZERO)).code());
        assertEquals(
                Code.CLOSED,
                assertThrows(StateException.class, () -> registry.subscribe("core")).code());
    }

    private void forget() {
        assertEquals(Optional.empty(), registry.subscribe("core").poll());
    }

    @Test
    void aForgottenOneIsEndedByTheCollector() {
        forget();
        do {
            System.gc();
        } while (!registry.node("core", "1.0.0").observers().isEmpty());
    }

    @Test
    void interruptingAWaitCancelsIt() {
        try (var subscription = registry.subscribe("core")) {
            Thread.currentThread().interrupt();
            assertThrows(CancelledException.class, subscription::take);
            assertTrue(Thread.interrupted());
        }
    }
}
