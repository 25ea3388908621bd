from pysemverx import Registry, RegistryError

class NoLeftPad:
    def on_install(self, package):
        if package.name == "left-pad":
            raise ValueError("we pad ourselves")

with Registry("reg.ndjson") as reg:
    reg.plug(NoLeftPad())
    try:
        reg.lock(".")                             # the project in this folder
    except RegistryError as e:
        print(e)
    way = reg.resolver.plan("core", "1.0.0", "3.2.0")
    print(way.verdict.value, "over", way.hops[0].to)
