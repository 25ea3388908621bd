from pysemverx import Registry, VersionRange, satisfies

print(satisfies("2.stable.1.stable.0.stable", "2.*.*.stable"))  # True
print(VersionRange("^1.2").explain("1.3.0-rc.1").hint)          # what to write instead
with Registry("reg.ndjson") as reg:
    answer = reg.resolver.resolve("app", "1.*.*.stable")
    print(answer.solution["core"] if answer.feasible else answer.explanation)
