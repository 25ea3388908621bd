"""A short way to write registries in cases: `core 1.0.0 yanked fault 7: net ^1, log *` a line."""

import json

WORDS = {"fault": int, "published": int, "sha256": lambda digit: digit * 64}


def line(text):
    """One line of a registry file."""
    about, _, needs = text.strip().partition(":")
    name, version, *words = about.split()
    entry = {"name": name, "version": version, "deps": dict(need.split(None, 1) for need in needs.split(",") if need.strip())}
    while words:
        word = words.pop(0)
        entry[word] = WORDS[word](words.pop(0)) if word in WORDS else True
    return json.dumps(entry)


def lines(block):
    return "".join(line(text) + "\n" for text in block.strip().splitlines())
