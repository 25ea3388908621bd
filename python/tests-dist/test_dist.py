"""The packages as users get them: what is in them, and that they work in an empty environment.

``DIRAM_DIST`` is the folder of the built wheels and source distributions.
"""

from __future__ import annotations

import email
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path, PurePosixPath

import pytest

DIST = Path(os.environ["DIRAM_DIST"])
PYTHON = Path(__file__).resolve().parents[1]
TOP = PYTHON.parent
COMPAT_MODULES = {"self_healing_data_architecture", "semverx"}
LICENSES = {"LICENSE-APACHE", "LICENSE-MIT"}


def one(pattern: str) -> Path:
    (found,) = DIST.glob(pattern)
    return found


WHEEL = one("pysemverx-*.whl")
SDIST = one("pysemverx-*.tar.gz")
COMPAT_WHEEL = one("pysemverx_compat-*.whl")
COMPAT_SDIST = one("pysemverx_compat-*.tar.gz")
VERSION = WHEEL.name.split("-")[1]


def sources() -> set[str]:
    """The package's files that belong into every distribution."""
    found = {
        path.relative_to(PYTHON).as_posix() for path in (PYTHON / "pysemverx").iterdir()
        if path.suffix in (".py", ".pyi", ".typed")
    }  # fmt: skip
    assert {"pysemverx/py.typed", "pysemverx/_native.pyi"} <= found
    return found


def in_wheel(wheel: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def in_sdist(sdist: Path) -> dict[str, bytes]:
    found = {}
    with tarfile.open(sdist) as archive:
        for member in archive:
            assert member.isfile(), f"{member.name} is not a plain file"
            content = archive.extractfile(member)
            assert content is not None
            found["/".join(PurePosixPath(member.name).parts[1:])] = content.read()
    return found


def metadata(wheel: Path) -> email.message.Message:
    files = in_wheel(wheel)
    (name,) = (name for name in files if name.endswith(".dist-info/METADATA"))
    return email.message_from_bytes(files[name])


class Room:
    """An empty virtual environment."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True)
        self.python = folder / "bin" / "python"
        self.folder = folder

    def run(self, *arguments: str | Path) -> str:
        environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "VIRTUAL_ENV")}
        done = subprocess.run(
            [self.python, *arguments], cwd=self.folder, env=environment,
            text=True, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def install(self, *arguments: str | Path) -> None:
        self.run("-m", "pip", "install", "--quiet", *arguments)


def test_wheel_contents() -> None:
    package = {name for name in in_wheel(WHEEL) if ".dist-info/" not in name}
    assert package == sources() | {"pysemverx/_native.abi3.so"}
    info = {name.split(".dist-info/")[1] for name in in_wheel(WHEEL) if ".dist-info/" in name}
    assert {f"licenses/{name}" for name in LICENSES} <= info
    assert "-cp310-abi3-" in WHEEL.name


def test_compat_wheel_contents() -> None:
    package = {name for name in in_wheel(COMPAT_WHEEL) if ".dist-info/" not in name}
    files = {"__init__.py", "py.typed"}
    modules = {f"{module}/{file}" for module in COMPAT_MODULES for file in files}
    assert package == modules | {"semverx/dag.py"}
    assert COMPAT_WHEEL.name.endswith("-py3-none-any.whl")


def test_sdist_contents() -> None:
    names = set(in_sdist(SDIST))
    assert sources() | LICENSES | {"pyproject.toml", "README.md", "Cargo.toml", "Cargo.lock"} <= names
    for crate in ("core", "host", "bindings/python"):
        assert f"{crate}/Cargo.toml" in names and f"{crate}/src/lib.rs" in names
    assert not [name for name in names if name.endswith(".so")]
    assert {f"{module}/__init__.py" for module in COMPAT_MODULES} <= set(in_sdist(COMPAT_SDIST))


def test_licenses_are_the_repositorys() -> None:
    for folder in (PYTHON, PYTHON / "compat"):
        for name in LICENSES:
            assert (folder / name).read_bytes() == (TOP / name).read_bytes()


def test_metadata() -> None:
    main, compat = metadata(WHEEL), metadata(COMPAT_WHEEL)
    assert main["Version"] == compat["Version"] == VERSION
    assert main["Requires-Python"] == compat["Requires-Python"] == ">=3.10"
    assert main.get_all("Requires-Dist") == [f"pysemverx-compat=={VERSION} ; extra == 'compat'"]
    assert compat.get_all("Requires-Dist") == [f"pysemverx=={VERSION}"]
    assert str(main["Description-Content-Type"]).startswith("text/markdown")
    assert "pip install pysemverx" in str(main.get_payload())


def test_the_stub_says_what_the_module_has(tmp_path: Path) -> None:
    with zipfile.ZipFile(WHEEL) as archive:
        archive.extractall(tmp_path)
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "MYPYPATH": str(tmp_path)}
    command = [sys.executable, "-m", "mypy.stubtest", "pysemverx._native"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, text=True, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    """The wheel, installed without any index: it needs nothing."""
    room = Room(tmp_path_factory.mktemp("wheel") / "venv")
    room.install("--no-index", "--find-links", DIST, "pysemverx")
    return room


def hello(room: Room) -> None:
    """The README's first example."""
    photos = room.folder / "photos"
    photos.mkdir()
    (photos / "a.raw").write_bytes(os.urandom(40_000))
    out = room.run("-W", "error", TOP / "tests" / "hello" / "hello.py")
    assert out == "intact 1.0\n"
    assert (room.folder / "restored" / "a.raw").read_bytes() == (photos / "a.raw").read_bytes()


def test_the_wheel_says_hello(room: Room) -> None:
    hello(room)
    version = "import pysemverx; print(pysemverx.__version__)"
    assert room.run("-c", version) == f"{VERSION}\n"


def test_the_wheel_resolves(room: Room) -> None:
    """The README's second example."""
    samples = TOP / "tests" / "hello"
    (room.folder / "reg.ndjson").write_bytes((samples / "reg.ndjson").read_bytes())
    said, hint, chosen = room.run("-W", "error", samples / "versions.py").splitlines()
    assert said == "True" and hint.startswith("write ")
    assert chosen.count("stable") == 3


def test_the_wheel_has_no_test_hooks(room: Room) -> None:
    look = "from pysemverx import _native; print([n for n in dir(_native) if 'panic' in n])"
    assert room.run("-c", look) == "[]\n"


def test_importing_starts_nothing(room: Room) -> None:
    look = "import pysemverx.aio, threading, os; print(threading.active_count(), len(os.listdir('/proc/self/task')))"
    assert room.run("-c", look) == "1 1\n"


def test_the_extra(room: Room) -> None:
    room.install("--no-index", "--find-links", DIST, "pysemverx[compat]")
    use = (
        "from self_healing_data_architecture import SelfHealingDataArchitecture as A\n"
        "print(A(encoding_matrix=[[0,1],[1,0]]).process_data_model_encoding(b'x'))"
    )
    assert "recovery_capability=0.0" in room.run("-c", use)
    registry = TOP / "tests" / "hello" / "reg.ndjson"
    use = (
        "from semverx import SemverX, Resolver\n"
        f"print(Resolver({str(registry)!r}).resolve('app', '*').solution['app'] > SemverX('0.0.0'))"
    )
    assert room.run("-c", use) == "True\n"


def test_the_source_distribution_says_hello(tmp_path: Path) -> None:
    """Built by pip, with the build tools it asks for."""
    room = Room(tmp_path / "venv")
    room.install("--no-cache-dir", SDIST)
    hello(room)
