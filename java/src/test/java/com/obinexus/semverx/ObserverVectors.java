package com.obinexus.semverx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The vectors about observers. */
@SuppressWarnings("unchecked")
final class ObserverVectors {
    /** What runs each operation. */
    static final Map<String, Function<Map<String, Object>, Map<String, Object>>> OPS =
            Map.of(
                    "observe",
                    in ->
                            ResolveVectors.over(
                                    in, registry -> new ObserverVectors(registry).observed(in)));

    private final Registry registry;
    private final Map<String, Subscription> observers = new HashMap<>();
    private final List<Object> answers = new ArrayList<>();

    private ObserverVectors(Registry registry) {
        this.registry = registry;
    }

    private Map<String, Object> observed(Map<String, Object> in) {
        take(GuardVectors.steps(in));
        return Map.of("answers", answers);
    }

    /** Takes steps; what is refused is an answer. */
    private void take(List<List<Object>> steps) {
        for (List<Object> step : steps) {
            if (step.get(0).equals("repeat")) {
                for (long number = 0; number < (Long) step.get(1); number++) {
                    take((List<List<Object>>) numbered(step.get(2), number));
                }
                continue;
            }
            try {
                take(step, (String) step.get(0));
            } catch (DiramException refused) {
                answers.add(Map.of("error", refused.code().name()));
            }
        }
    }

    private void take(List<Object> step, String what) {
        switch (what) {
            case "subscribe" -> {
                String name = (String) step.get(2);
                observers.put(
                        (String) step.get(1),
                        step.get(3) instanceof Long since
                                ? registry.subscribe(name, since)
                                : registry.subscribe(name));
            }
            case "close" -> observers.remove(step.get(1)).close();
            case "advance" -> registry.advanceClock(Duration.ofMillis((Long) step.get(1)));
            case "next" ->
                    answers.add(
                            observers.get(step.get(1)).poll().map(ResolveVectors::object)
                                    .orElse(null));
            case "drain" -> answers.add(drained(observers.get(step.get(1))));
            case "stale" ->
                    answers.add(
                            registry.checkStale(((Long) step.get(1)).intValue()).stream()
                                    .map(ResolveVectors::object)
                                    .toList());
            case "handle_fault" -> GuardVectors.handleFault(registry, step);
            default -> ResolveVectors.change(registry, step);
        }
    }

    private static List<Object> drained(Subscription subscription) {
        var all = new ArrayList<Object>();
        Optional<Update> update = subscription.poll(Duration.ZERO);
        while (update.isPresent()) {
            all.add(ResolveVectors.object(update.get()));
            update = subscription.poll(Duration.ZERO);
        }
        return all;
    }

    /** The same with {@code %d} in every text replaced by a number. */
    private static Object numbered(Object value, long number) {
        if (value instanceof String text) {
            return text.replace("%d", Long.toString(number));
        }
        return value instanceof List<?> list
                ? list.stream().map(one -> numbered(one, number)).toList()
                : value;
    }
}
