# Seed 002 §7.1, "Error Levels (0-17)".
# Changed lines: 0

from semverx import FaultLevel, FaultState, Registry, Resolver

TABLE = {
    FaultState.CLEAN: range(0, 1),
    FaultState.WARNING: range(1, 6),
    FaultState.DANGER: range(6, 12),
    FaultState.PANIC: range(12, 18),
}

with Registry.from_lines('{"name":"core","version":"1.0.0","deps":{}}') as registry:
    for state, levels in TABLE.items():
        for level in levels:
            registry.set_fault("core", "1.0.0", level)
            known = registry.info("core", "1.0.0")
            assert (known.fault, known.fault_state) == (level, state)
            assert FaultLevel(level).state == state
            # What is critical is taken only by who names it exactly; what failed, by nobody.
            answer = Resolver(registry).resolve("core", "1.0.0")
            assert answer.feasible == (state != FaultState.PANIC)
            assert (answer.fault_state == FaultState.PANIC) == (state == FaultState.PANIC)
    try:
        registry.set_fault("core", "1.0.0", 18)
    except ValueError:
        pass
    else:
        raise AssertionError("there are 18 levels")
