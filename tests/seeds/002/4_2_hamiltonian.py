# Seed 002 §4.2, "Hamiltonian Resolution (Node-based)".
# Changed lines: 1
# - the imports, which the sample does not show

from semverx import Registry
from semverx.dag import Package, ResolutionResult, hamiltonian_path_dfs

order = []


def hamiltonian_resolve(package: Package) -> ResolutionResult:
    visited = set()
    path = []

    if hamiltonian_path_dfs(package.root_dep, visited, path):
        order[:] = [dependency.label for dependency in path]
        return ResolutionResult.SAFE_SWAP
    else:
        return ResolutionResult.PANIC


LINES = """
{"name":"app","version":"1.0.0","deps":{"web":"*","core":"*"}}
{"name":"web","version":"1.0.0","deps":{"core":"*"}}
{"name":"core","version":"1.0.0","deps":{}}
{"name":"egg","version":"1.0.0","deps":{"hen":"*"}}
{"name":"hen","version":"1.0.0","deps":{"egg":"*"}}
"""

with Registry.from_lines(LINES) as registry:
    resolver = registry.resolver
    assert hamiltonian_resolve(Package.resolve(resolver, "app")) is ResolutionResult.SAFE_SWAP
    assert order == ["core", "web", "app"]
    # A circle, and a package that is missing.
    assert hamiltonian_resolve(Package.resolve(resolver, "egg")) is ResolutionResult.PANIC
    gap = Package(resolver, "app", {"app": "1.0.0", "web": "1.0.0"})
    assert hamiltonian_resolve(gap) is ResolutionResult.PANIC
