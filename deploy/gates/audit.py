"""No package with a known weakness: the pins against the advisories of the package index and our own list.

The index's advisories are asked through pip-audit. Where they are not to be had (a mirror serves files only), that
is said aloud, and what was checked is the list in `advisories.toml` and that every pin has a hash.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet

from deploy.stack.places import ROOT

FILES = ("requirements.txt", "requirements-dev.txt")
PIN = re.compile(
    r"^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^]]*\])?==([^\s;\\]+)(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL
)
LIST = Path(__file__).with_name("advisories.toml")


@dataclass(frozen=True)
class Pin:
    name: str
    version: str
    hashed: bool


def pins(text: str) -> list[Pin]:
    """Every pinned package of a compiled file of requirements."""
    return [
        Pin(name.lower().replace("_", "-"), version, "--hash=sha256:" in rest)
        for name, version, rest in PIN.findall(text)
    ]


def listed(found: list[Pin], advisories: list[dict[str, Any]]) -> list[str]:
    """The pins that our own list names."""
    return [
        f"{pin.name} {pin.version}: {entry['id']}, mended in {entry['mended_in']}"
        for pin in found
        for entry in advisories
        if entry["package"] == pin.name and any(_within(pin, versions) for versions in entry["affected"])
    ]


def _within(pin: Pin, versions: str) -> bool:
    return SpecifierSet(versions).contains(pin.version, prereleases=True)


def told(report: dict[str, Any]) -> tuple[list[str], int]:
    """What the index knows, and of how many packages it knows nothing."""
    known, silent = [], 0
    for package in report["dependencies"]:
        silent += "skip_reason" in package
        known += [f"{package['name']} {package['version']}: {one['id']}" for one in package.get("vulns", ())]
    return known, silent


def asked(file: str) -> tuple[list[str], int]:
    """Ask the index about one file; a file that it knows nothing about counts as silent."""
    command = [sys.executable, "-m", "pip_audit", "-r", file, "--require-hashes", "--disable-pip"]
    done = subprocess.run(
        [*command, "--progress-spinner", "off", "--timeout", "10", "-f", "json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    try:
        return told(json.loads(done.stdout))
    except ValueError:
        return [], 1


def main() -> int:
    found = [pin for name in FILES for pin in pins((ROOT / name).read_text(encoding="utf-8"))]
    wrong = [f"{pin.name} {pin.version} has no hash" for pin in found if not pin.hashed]
    wrong += listed(found, tomllib.loads(LIST.read_text(encoding="utf-8"))["advisory"])
    answers = [asked(name) for name in FILES]
    wrong += [line for known, _silent in answers for line in known]
    if silent := sum(number for _known, number in answers):
        print(
            f"note: the index told nothing about {silent} of {len(found)} packages; our own list was checked."
        )
    print(*wrong, sep="\n")
    return int(bool(wrong) or not found)


if __name__ == "__main__":
    sys.exit(main())
