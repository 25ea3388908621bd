#!/usr/bin/env python3
"""Runs every sample of the original specifications; see README.md beside this file."""

import argparse
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent


def command(sample: pathlib.Path, library: pathlib.Path, room: pathlib.Path) -> list[str]:
    """How to start a sample; C is compiled first, as strictly as a user may ask for."""
    if sample.suffix == ".py":
        return [sys.executable, "-W", "error", str(sample)]
    if sample.suffix == ".c":
        program = room / "sample"
        header = TOP / "include" / "diram.h"
        abi = re.search(r"#define DIRAM_ABI (\d+)", header.read_text())[1]
        (room / f"libdiram.so.{abi}").symlink_to(library / "libdiram.so")  # as an install names it
        strict = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
        find = ["-I", str(header.parent), "-I", str(HERE), "-L", str(library), "-ldiram"]
        find.append(f"-Wl,-rpath,{room}")
        compiler = os.environ.get("CC", "cc")
        subprocess.run([compiler, *strict, "-o", program, sample, *find], check=True)
        return [str(program)]
    if sample.suffix == ".lua":
        modules = TOP / "lua"
        find = [f"LUA_PATH={modules}/?.lua;{modules}/?/init.lua"]
        return ["env", *find, f"DIRAM_LIBRARY={library}/libdiram.so", "luajit", str(sample)]
    if sample.suffix == ".rs":
        example = f"seed-{sample.parent.name}-{sample.stem}"  # so called in tests/Cargo.toml
        workspace = ["--manifest-path", str(TOP / "Cargo.toml"), "--package", "diram-tests"]
        return ["cargo", "run", "--quiet", *workspace, "--example", example]
    if sample.suffix == ".java":
        classes, library = java()
        find = os.pathsep.join([str(classes), str(room)])
        compiler = ["javac", "-Xlint:all", "-Werror", "-d", str(room), "-cp", find]
        subprocess.run([*compiler, str(sample)], check=True)
        loading = f"-Dcom.obinexus.semverx.library={library}/libdiram_jni.so"
        start = ["java", loading, "-cp", find, "com.obinexus.semverx.Sample"]
        return ["env", "DIRAM_REGISTRY=reg.ndjson", *start]
    raise SystemExit(f"{sample}: nobody knows how to run this")


def java() -> tuple[pathlib.Path, pathlib.Path]:
    """The classes that Maven makes now, and the folder of their library, which cargo does."""
    maven = ["mvn", "--batch-mode", "--quiet", "-Dstyle.color=never", "-Dexec.skip=true"]
    subprocess.run([*maven, "compile"], cwd=TOP / "java", check=True)
    return TOP / "java" / "target" / "classes", built("diram-java")


def changed_lines(sample: pathlib.Path) -> int:
    """The number in the head, which must equal the number of reasons below it."""
    head = sample.read_text().split("\n\n", 1)[0]
    if not re.search(r'Seed \d{3} §[\d.]+, ".+"', head):
        raise SystemExit(f"{sample}: the head names no section")
    number = re.search(r"Changed lines: (\d+)$", head, re.MULTILINE)
    if number is None:
        raise SystemExit(f"{sample}: the head does not say how many lines changed")
    reasons = re.findall(r"^(?: \*|#|--|//!)? ?- ", head, re.MULTILINE)
    if len(reasons) != int(number[1]):
        raise SystemExit(f"{sample}: {number[1]} lines changed, {len(reasons)} reasons")
    return len(reasons)


def built(package: str) -> pathlib.Path:
    """The folder of the library of a package that cargo makes now."""
    subprocess.run(["cargo", "build", "--quiet", "--package", package], cwd=TOP, check=True)
    return pathlib.Path(os.environ.get("CARGO_TARGET_DIR", TOP / "target"), "debug")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=pathlib.Path, help="folder of libdiram; default: build it")
    arguments = parser.parse_args()
    if importlib.util.find_spec("self_healing_data_architecture") is None:
        install = subprocess.run([TOP / "tests" / "python-env"], stdout=subprocess.PIPE, check=True)
        python = install.stdout.decode().strip()
        return subprocess.run([python, __file__, *sys.argv[1:]], check=False).returncode
    library = (arguments.library or built("diram-ffi")).resolve()
    samples = sorted(p for p in HERE.glob("[0-9][0-9][0-9]/*") if p.is_file())
    ran = changes = 0
    for sample in samples:
        changes += changed_lines(sample)
        with tempfile.TemporaryDirectory() as folder:
            room = pathlib.Path(folder)
            done = subprocess.run(command(sample, library, room), cwd=room, check=False)
        if done.returncode == 0:
            ran += 1
        else:
            print(f"{sample.relative_to(HERE)}: exit {done.returncode}", file=sys.stderr)
    print(f"seed samples: ran {ran} of {len(samples)}, {changes} lines changed")
    return 0 if samples and ran == len(samples) else 1


if __name__ == "__main__":
    sys.exit(main())
