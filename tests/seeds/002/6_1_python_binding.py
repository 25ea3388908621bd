# Seed 002 §6.1, "Python Binding (`pysemverx`)".
# Changed lines: 3
# - the imports of what the sample does not show
# - `-> Package`: what is chosen, with its checksum; there is no download yet
# - `self.register_observer`: not in print; it is that of the registry which the resolver reads

import os
import pathlib
import queue

from semverx import FaultState, Observer, Registry, ResolutionError
from semverx import SemverX, Resolver


class PyRegistry:
    def __init__(self, endpoint: str = "https://r.obinexus.org"):
        self.endpoint = endpoint
        self.resolver = Resolver()
        self.register_observer = registry.register_observer

    def fetch(self, package: str, version_range: str):
        result = self.resolver.resolve(package, version_range)

        if result.fault_state == FaultState.PANIC:
            raise ResolutionError(result.error_message)

        return result.package

    def subscribe(self, package: str, callback):
        observer = Observer(callback)
        self.register_observer(package, observer)


pathlib.Path("reg.ndjson").write_text(
    '{"name":"core","version":"1.2.0","deps":{},"sha256":"%s"}\n' % ("ab" * 32)
    + '{"name":"core","version":"2.0.0","deps":{"gone":"*"}}\n'
)
os.environ["DIRAM_REGISTRY"] = "reg.ndjson"
told = queue.Queue()

with Registry.from_env() as registry:
    sample = PyRegistry()
    assert sample.endpoint == "https://r.obinexus.org"
    package = sample.fetch("core", "1.*.*.stable")
    assert (package.name, package.version, package.sha256) == ("core", SemverX("1.2.0"), "ab" * 32)
    try:
        sample.fetch("core", "2.*.*.stable")
    except ResolutionError as error:
        assert "gone" in str(error)
    else:
        raise AssertionError("what needs a package that is not there cannot be fetched")

    sample.subscribe("core", told.put)
    assert told.empty()
    registry.publish({"name": "core", "version": "1.3.0", "deps": {}})
    update = told.get(timeout=60)
    assert (update.package, update.version, update.kind) == ("core", SemverX("1.3.0"), "publish")
