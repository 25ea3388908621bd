#!/usr/bin/env python3
"""Packs a folder, damages the package, heals it, and unpacks it from every language; draws what happened.
run.sh builds what this needs and calls it with the folder to work in."""

import filecmp
import json
import shlex
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import damage
import digest
import folder
import picture
import png
import states
import svg
import terminal

TOP = Path(__file__).resolve().parent.parent
STATUS = {0: "intact", 2: "healable", 3: "below the threshold", 4: "lost"}
LEAST = 16  # full components


class Failed(Exception):
    """The demonstration did not show what it promises."""


def need(truth: bool, what: str) -> None:
    if not truth:
        raise Failed(what)


def say(text: str = "") -> None:
    print(text, flush=True)


def run(*command: str | Path, expect: int = 0) -> str:
    """The output of a program, which must end as expected."""
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False)
    if done.returncode != expect:
        shown = shlex.join(str(c) for c in command)
        raise Failed(f"{shown}: exit {done.returncode}, not {expect}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


class Story:
    def __init__(self, room: Path) -> None:
        self.room, self.diram = room, room / "usr" / "bin" / "diram"
        self.source, self.package = room / "album", room / "album.zip"
        self.began = time.monotonic()

    def pack(self) -> None:
        folder.make(self.source, TOP)
        files = sum(path.is_file() for path in self.source.rglob("*"))
        report = json.loads(run(self.diram, "pack", self.source, "-o", self.package, "--json"))
        say(
            f"Packed a folder of {files} files, {report['input_bytes'] / 1e6:.1f} MB, into {report['parts']} parts in"
            f" {report['components']} components: {report['output_bytes'] / 1e6:.1f} MB in {report['seconds']:.1f} s."
        )
        self.parts = damage.parts(self.package)
        sizes: dict[str, int] = {}
        for part in self.parts:
            sizes[part.component] = sizes.get(part.component, 0) + 1
        full = sum(count == 256 for count in sizes.values())
        need(full >= LEAST, f"only {full} full components")
        need(len(self.parts) == report["parts"], "the zip's directory names every part")
        run("unzip", "-tqq", self.package)
        with zipfile.ZipFile(self.package) as archive:
            need(archive.testzip() is None, "Python's zipfile finds damage in a fresh package")
        run(sys.executable, "-m", "zipfile", "-t", self.package)
        say("It is a plain zip: `unzip -t` and `python3 -m zipfile -t` are content.")
        self.digest = digest.tree(self.source)

    def heal(self, kind: damage.Kind) -> picture.Map:
        """One damaged copy: what was done, what verify says, and the original back."""
        path, healed = self.copy(kind), self.room / "healed.zip"
        copy = damage.Copy(self.package.read_bytes(), self.parts)
        done = [step(copy) for step in kind.steps]
        copy.write(path)
        say(f"\n{kind.title} ({path.name}):")
        for sentence in done:
            say(f"  damage   {sentence}.")
        code = 3 if kind.salvage else 2
        report = json.loads(run(self.diram, "verify", path, "--json", expect=code))
        before = states.before(report, self.parts, copy.touched())
        seen = list(before.values())
        say(
            f"  verify   exit {code}, {STATUS[code]}: {seen.count(states.MENDED)} parts mend themselves,"
            f" {seen.count(states.LOST)} of {len(seen)} are gone; coherence {report['coherence']:.4f}."
        )
        if kind.salvage:
            run(self.diram, "heal", path, "-o", healed, expect=3)
            need(not healed.exists(), "a refused heal leaves nothing")
            say("  heal     refused without --salvage (exit 3), as the threshold of 95.4 % asks for.")
        salvage = ["--salvage"] if kind.salvage else []
        start = time.monotonic()
        run(self.diram, "heal", path, "-o", healed, *salvage)
        seconds = time.monotonic() - start
        same = filecmp.cmp(self.package, healed, shallow=False)
        need(same, f"{kind.name}: the healed package is not the original")
        run(self.diram, "verify", healed)
        how = "with --salvage" if kind.salvage else "without --salvage"
        say(f"  heal     {how}, {seconds:.1f} s: every byte is the original's (cmp).")
        healed.unlink()
        return picture.Map(kind.title, done, before, same, kind.salvage)

    def copy(self, kind: damage.Kind) -> Path:
        return self.room / f"{kind.name}.zip"

    def unpack(self, languages: dict[str, list[str]]) -> None:
        """Every damaged copy from every language; equal trees, and the same parts mended and rebuilt."""
        say("\nUnpacking every damaged copy from every language. SHA-256 of what came back, the")
        say(f"original folder's being {self.digest[:16]}…; parts of the content mended + rebuilt in brackets:\n")
        say(f"  {'':14}" + "".join(f"{kind.name:>22}" for kind in damage.KINDS))
        counts: dict[str, set[str]] = {}
        for language, command in languages.items():
            line, start = f"  {language:14}", time.monotonic()
            for kind in damage.KINDS:
                out = self.room / "restored"
                answer = run(*command, self.copy(kind), out, *(["salvage"] if kind.salvage else [])).split()
                found = digest.tree(out)
                need(found == self.digest, f"{language} unpacked {kind.name} to {found}, not {self.digest}")
                counts.setdefault(kind.name, set()).add("+".join(answer))
                line += f"{found[:8] + '… (' + '+'.join(answer) + ')':>22}"
                run("rm", "-r", out)
            say(f"{line}  {time.monotonic() - start:5.1f} s")
        need(all(len(answers) == 1 for answers in counts.values()), f"languages count differently: {counts}")
        say(f"\nAll {len(languages) * len(damage.KINDS)} are equal to the original.")

    def draw(self, maps: list[picture.Map]) -> None:
        main = maps[-1]
        say(f"\n{main.title}, before: " + terminal.key([(states.INTACT, "intact"), ("damaged", "damaged inside"), (states.LOST, "gone")]))
        say(terminal.draw(main.received()))
        say("\nAfter: " + terminal.key([(states.INTACT, "intact"), (states.MENDED, "mended inside the part"), ("rebuilt", "rebuilt from the others")]))
        say(terminal.draw(main.after()))
        drawn = picture.draw(maps, self.package.stat().st_size)
        (self.room / "damage-map.svg").write_text(svg.svg(drawn), encoding="utf-8")
        (self.room / "damage-map.png").write_bytes(png.png(drawn))
        shown = self.room.relative_to(TOP) if self.room.is_relative_to(TOP) else self.room
        say(f"\nThe same as a picture: {shown}/damage-map.svg and {shown}/damage-map.png")


def main() -> int:
    room, commands = Path(sys.argv[1]), json.loads(sys.argv[2])
    story = Story(room)
    try:
        story.pack()
        maps = [story.heal(kind) for kind in damage.KINDS]
        story.unpack(commands)
        story.draw(maps)
    except (Failed, states.Disagreement) as why:
        print(f"demo: {why}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
