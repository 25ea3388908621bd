# Seed 000 §1.1, "Base Directory Structure".
# Changed lines: 2
# - `/diram-package.zip` and below: paths inside a zip have no leading slash
# - `diram-component-0.bin`: the zip stores its parts, `.bin` names the component

import pathlib
import zipfile

import pysemverx

pathlib.Path("source").mkdir()
for kind in ["component", "service", "operation", "division", "country"]:
    pathlib.Path("source", kind).write_bytes(f"a {kind}, ".encode() * 500)
pysemverx.pack(
    "source/component",
    "diram-package.zip",
    services=["source/service"],
    operations=["source/operation"],
    divisions=["source/division"],
    country=["source/country"],
)

names = zipfile.ZipFile("diram-package.zip").namelist()
assert "root/obinexus/src/diram-component-0.part.0" in names, names
assert "services/diram-service-0.part.0" in names, names
assert "operations/diram-operation-0.part.0" in names, names
assert "divisions/diram-division-0.part.0" in names, names
assert "country/diram-country-0.part.0" in names, names

with pysemverx.Package.open("diram-package.zip") as package:
    assert package.has_component("diram-component-0.bin")
    assert not package.has_component("diram-component-1.bin")
    package.unpack_components("bin")
for kind in ["component", "service", "operation", "division", "country"]:
    found = pathlib.Path("bin", f"diram-{kind}-0.bin").read_bytes()
    assert found == pathlib.Path("source", kind).read_bytes(), kind
