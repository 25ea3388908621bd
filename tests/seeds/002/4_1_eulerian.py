# Seed 002 §4.1, "Eulerian Resolution (Edge-based)".
# Changed lines: 1
# - the imports, which the sample does not show

from semverx import Registry
from semverx.dag import Package, ResolutionResult, build_dependency_graph, degree


def eulerian_resolve(package: Package) -> ResolutionResult:
    graph = build_dependency_graph(package)

    odd_degree_nodes = [n for n in graph.nodes if degree(n) % 2 != 0]

    if len(odd_degree_nodes) == 0:
        return ResolutionResult.SAFE_SWAP
    elif len(odd_degree_nodes) == 2:
        return ResolutionResult.WARNING
    else:
        return ResolutionResult.PANIC


LINES = """
{"name":"ring","version":"1.0.0","deps":{"a":"*","b":"*"}}
{"name":"a","version":"1.0.0","deps":{"b":"*"}}
{"name":"b","version":"1.0.0","deps":{}}
{"name":"chain","version":"1.0.0","deps":{"a":"*"}}
{"name":"star","version":"1.0.0","deps":{"b":"*","c":"*","d":"*"}}
{"name":"c","version":"1.0.0","deps":{}}
{"name":"d","version":"1.0.0","deps":{}}
"""

with Registry.from_lines(LINES) as registry:
    resolver = registry.resolver
    for name, verdict in (("ring", "SAFE_SWAP"), ("chain", "WARNING"), ("star", "PANIC")):
        package = Package.resolve(resolver, name)
        assert eulerian_resolve(package) is getattr(ResolutionResult, verdict), name
        answer = resolver.resolve(name)
        assert resolver.check(answer, "eulerian", literal=True).verdict == verdict, name

# One class: its constants are verdicts, its objects are answers.
assert isinstance(answer, ResolutionResult) and answer.package.name == "star"
assert (answer.fault_state, answer.error_message) == (0, None)
