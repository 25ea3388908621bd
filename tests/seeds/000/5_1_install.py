# Seed 000 §5.1, "Complete Download & Install Flow".
# Changed lines: 4
# - the import of `Package`, which the sample does not show
# - `pm = AuraSealPackageManager(...)`: the package is made here instead
# - `await pm.download_with_recovery(...)`: it is opened from this disk
# - `install_component(component)`: undefined in print; here it keeps the bytes

import asyncio
import pathlib

import pysemverx
from pysemverx import Package

content = bytes(range(251)) * 40_000
pathlib.Path("raw").write_bytes(content)
pysemverx.pack("raw", "diram-v1.0.0.zip", codec="stored")
damaged = bytearray(pathlib.Path("diram-v1.0.0.zip").read_bytes())
damaged[40_000:90_000] = bytes(50_000)
pathlib.Path("diram-v1.0.0.zip").write_bytes(damaged)

installed = []


def install_component(component):
    installed.append(component)


async def install_diram_package():
    package = Package.open("diram-v1.0.0.zip")

    components = []
    for i in range(256):
        component_file = f"diram-component-{i}.bin"

        if package.has_component(component_file):
            if package.verify_coherence(component_file) >= 0.954:
                components.append(component_file)
            else:
                recovered = package.recover_component(component_file)
                if recovered:
                    components.append(recovered)

    for component in components:
        install_component(component)

    print(f"Successfully installed {len(components)} components")
    print(f"Coherence level: {package.overall_coherence:.3f}")

    assert len(components) == sum(view.kind == "component" for view in package.components())
    assert 0.954 <= package.overall_coherence < 1
    assert b"".join(package.read(name) for name in components) == content
    package.close()
    return True


if __name__ == "__main__":
    assert asyncio.run(install_diram_package())
    assert len(installed) > 1
