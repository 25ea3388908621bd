package com.obinexus.semverx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExceptionTreeTest {
    private static final Map<Class<? extends DiramException>, List<Integer>> TREE =
            Map.ofEntries(
                    Map.entry(ArgumentException.class, List.of(1, 2, 3, 5)),
                    Map.entry(StateException.class, List.of(4, 6, 7, 98)),
                    Map.entry(CancelledException.class, List.of(8)),
                    Map.entry(DeadlineExceededException.class, List.of(9)),
                    Map.entry(FormatException.class, range(10, 15)),
                    Map.entry(CoherenceException.class, List.of(20)),
                    Map.entry(LostException.class, List.of(21)),
                    Map.entry(IntegrityException.class, List.of(22)),
                    Map.entry(RecoveryException.class, range(20, 25)),
                    Map.entry(VersionException.class, List.of(30, 31)),
                    Map.entry(
                            ResolutionException.class, List.of(32, 33, 34, 35, 36, 37, 46)),
                    Map.entry(TooManyObserversException.class, List.of(40)),
                    Map.entry(RateLimitExceededException.class, List.of(41)),
                    Map.entry(RegistryException.class, range(38, 45)),
                    Map.entry(ShardException.class, range(50, 55)),
                    Map.entry(StoreUnknownException.class, List.of(61)),
                    Map.entry(MessageException.class, range(60, 65)),
                    Map.entry(NetworkException.class, range(70, 75)),
                    Map.entry(StorageException.class, range(80, 83)),
                    Map.entry(InternalException.class, List.of(97, 99)));

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static DiramException make(Code code) {
        return DiramException.of(code, "text", "do this", Map.of("fact", 1L));
    }

    @Test
    void everyClassCoversExactlyItsCodes() {
        for (Code code : Code.values()) {
            DiramException made = make(code);
            TREE.forEach(
                    (type, statuses) ->
                            assertEquals(
                                    statuses.contains(code.status()),
                                    type.isInstance(made),
                                    code + " and " + type.getSimpleName()));
        }
    }

    @Test
    void numbersAreUniqueAndFound() {
        for (Code code : Code.values()) {
            assertSame(code, Code.of(code.status()).orElseThrow());
        }
        assertTrue(Code.of(0).isEmpty());
        assertEquals(
                Code.values().length, Arrays.stream(Code.values()).map(Code::status).distinct().count());
    }

    @Test
    void someFailuresAreWorthARetry() {
        var retryable = EnumSet.noneOf(Code.class);
        for (Code code : Code.values()) {
            if (make(code).retryable()) {
                retryable.add(code);
            }
        }
        assertEquals(
                EnumSet.of(Code.BUSY, Code.DEADLINE, Code.RATE_LIMIT, Code.CONNECT, Code.LOCKED),
                retryable);
    }

    @Test
    void anExceptionCarriesWhatItWasMadeOf() {
        DiramException made = make(Code.COHERENCE);
        assertEquals("text", made.getMessage());
        assertEquals("do this", made.hint());
        assertEquals(Code.COHERENCE, made.code());
        assertEquals(20, made.status());
        assertEquals(Map.of("fact", 1L), made.details());
        assertThrows(UnsupportedOperationException.class, () -> made.details().clear());
        assertNull(DiramException.of(Code.IO, "text", null, Map.of()).hint());
    }

    @Test
    void typedFactsComeFromTheDetails() {
        var facts = Map.<String, Object>of("measured", 0.9, "required", 0.954, "recoverable", true);
        var coherence = (CoherenceException) DiramException.of(Code.COHERENCE, "", null, facts);
        assertEquals(0.9, coherence.measured());
        assertEquals(0.954, coherence.required());
        assertTrue(coherence.recoverable());
        var names = Map.<String, Object>of("components", List.of("a", "b"));
        var lost = (LostException) DiramException.of(Code.LOST, "", null, names);
        assertEquals(List.of("a", "b"), lost.components());
        assertEquals(
                List.of(),
                ((LostException) DiramException.of(Code.LOST, "", null, Map.of())).components());
    }

    @Test
    void exceptionsSurviveSerialization() throws Exception {
        DiramException before = make(Code.LOST);
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(before);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            var after = (LostException) in.readObject();
            assertEquals(before.details(), after.details());
            assertEquals(before.hint(), after.hint());
            assertEquals(before.code(), after.code());
        }
    }

    @Test
    void aStreamsExceptionSaysTheSame() {
        DiramException cause = make(Code.BUSY);
        IOException wrapped = new DiramIOException(cause);
        assertSame(cause, wrapped.getCause());
        var io = (DiramIOException) wrapped;
        assertEquals(Code.BUSY, io.code());
        assertEquals(7, io.status());
        assertEquals("text", io.getMessage());
        assertEquals("do this", io.hint());
        assertEquals(cause.details(), io.details());
        assertTrue(io.retryable());
    }
}
