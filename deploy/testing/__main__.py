"""Run pytest twice, add the numbers up, and say so plainly when the browser tests could not run."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

from deploy.stack.places import ROOT
from deploy.stack.processes import StartFailed
from deploy.stack.throwaway import parts, run_with
from deploy.testing import browser

BROWSER_TESTS = "tests/browser"
LOUD = """
!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!
!! THE BROWSER TESTS DID NOT RUN: there is no Chromium and none could be    !!
!! installed. Install Chromium, or set CHROMIUM to its path, and run again. !!
!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"""


def main(arguments: list[str]) -> int:
    subprocess.run([sys.executable, "manage.py", "messages", "compile"], cwd=ROOT, check=True)
    if arguments:
        return run_with(pytest(*arguments))
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="souk-results-") as directory, parts() as addresses:
        os.environ.update(addresses)  # both runs on the same servers: the tables are made once
        results = Path(directory)
        most = run_with(
            pytest(
                f"--ignore={BROWSER_TESTS}",
                "-n",
                workers(),
                "--dist=worksteal",
                *report(results / "most.xml"),
            )
        )
        browsing = in_browser(results / "browser.xml")
        numbers = count(results)
    print(f"\n{sentence(numbers)} in {time.monotonic() - began:.0f} s", flush=True)
    if browsing is None:
        print(LOUD, flush=True)
    return verdict([most, browsing], numbers)


def verdict(statuses: list[int | None], numbers: Counter[str]) -> int:
    """0 only when every run passed and something ran; no browser is a failure where CI=true."""
    if any(status for status in statuses) or not numbers["passed"]:
        return 1
    return int(None in statuses and os.environ.get("CI") == "true")


def in_browser(result: Path) -> int | None:
    """The status of the browser tests; None when there is no browser to run them in."""
    chromium = browser.provide()
    if chromium is None:
        return None
    # Playwright's synchronous interface runs an event loop, in which Django would refuse the database.
    os.environ.update(CHROMIUM=chromium, DJANGO_ALLOW_ASYNC_UNSAFE="true")
    return run_with(pytest(BROWSER_TESTS, "-n", workers(), "--dist=worksteal", *report(result)))


def pytest(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def report(path: Path) -> tuple[str, ...]:
    return (f"--junit-xml={path}", "--durations=5", "-r", "fE")


def workers() -> str:
    return str(max(2, os.cpu_count() or 2))


def count(results: Path) -> Counter[str]:
    """How many tests passed, failed, broke or were skipped, over all runs."""
    numbers: Counter[str] = Counter()
    for path in results.glob("*.xml"):
        for suite in ET.parse(path).getroot().iter("testsuite"):  # noqa: S314 - written by our own pytest
            told = {name: int(suite.get(name, "0")) for name in ("tests", "failures", "errors", "skipped")}
            numbers["failed"] += told["failures"] + told["errors"]
            numbers["skipped"] += told["skipped"]
            numbers["passed"] += told["tests"] - told["failures"] - told["errors"] - told["skipped"]
    return numbers


def sentence(numbers: Counter[str]) -> str:
    text = f"{numbers['passed']} passed, {numbers['failed']} failed"
    return f"{text}, {numbers['skipped']} skipped" if numbers["skipped"] else text


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StartFailed as problem:
        sys.stderr.write(f"\n{problem}\n")
        sys.exit(1)
