# Seed 002 §8.1, "Example: Node.js Project".
# Changed lines: 0

import json
import pathlib

from semverx import Registry, SemverX

PRINTED = """{
  "name": "my-app",
  "version": "1.0.0",
  "dependencies": {
    "@obinexus/core": "semverx:2.stable.1.stable.0.stable",
    "@obinexus/utils": "semverx:1.*.*.stable"
  },
  "semverx": {
    "registry": "https://r.obinexus.org",
    "policy": {
      "allow_experimental": false,
      "auto_update": "opt-in",
      "max_update_rate": 5
    }
  }
}
"""
LINES = """
{"name":"@obinexus/core","version":"2.stable.1.stable.0.stable","deps":{}}
{"name":"@obinexus/core","version":"2.stable.2.stable.0.stable","deps":{}}
{"name":"@obinexus/utils","version":"1.stable.4.stable.0.stable","deps":{"@obinexus/core":"^2"}}
{"name":"@obinexus/utils","version":"1.5.0.experimental","deps":{}}
"""
CHOSEN = {"@obinexus/core": SemverX("2.1.0"), "@obinexus/utils": SemverX("1.4.0")}

pathlib.Path("package.json").write_text(PRINTED)
with Registry.from_lines(LINES) as registry:
    report = registry.lock(".")
    assert (report.status, report.solution) == ("written", CHOSEN)
    assert [installed.name for installed in report.installs] == list(CHOSEN)
    locked = json.loads(pathlib.Path("semverx-lock.json").read_text())
    assert locked["policy"] == {"allow_experimental": False}  # the others are the defaults
    assert registry.lock(".").status == "current"

    # Opt-in: what is newer is offered, and not taken.
    registry.publish({"name": "@obinexus/utils", "version": "1.6.0", "deps": {}})
    report = registry.lock(".")
    assert (report.status, report.solution) == ("current", CHOSEN)
    assert [(one.name, one.newer) for one in report.available] == [
        ("@obinexus/utils", SemverX("1.6.0"))
    ]
assert pathlib.Path("package.json").read_text() == PRINTED
