"""The numbers are added up honestly, and no browser is no secret."""

from __future__ import annotations

from collections import Counter

import pytest

from deploy.testing import __main__ as testing
from deploy.testing import browser

RESULT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def test_both_runs_are_counted_together(tmp_path):
    (tmp_path / "most.xml").write_text(RESULT.format(10, 1, 2, 3))
    (tmp_path / "browser.xml").write_text(RESULT.format(5, 0, 0, 0))
    numbers = testing.count(tmp_path)
    assert numbers == Counter(passed=9, failed=3, skipped=3)
    assert testing.sentence(numbers) == "9 passed, 3 failed, 3 skipped"
    assert testing.sentence(Counter(passed=2)) == "2 passed, 0 failed"


@pytest.mark.parametrize(
    ("statuses", "passed", "ci", "status"),
    [
        ([0, 0], 4, "", 0),
        ([0, 0], 0, "", 1),
        ([1, 0], 4, "", 1),
        ([0, 5], 4, "", 1),
        ([0, None], 4, "", 0),
        ([0, None], 4, "true", 1),
        ([1, None], 4, "", 1),
    ],
)
def test_the_verdict(monkeypatch, statuses, passed, ci, status):
    monkeypatch.setenv("CI", ci)
    assert testing.verdict(statuses, Counter(passed=passed)) == status


def test_without_a_browser_there_is_a_loud_line(monkeypatch, capsys):
    monkeypatch.setattr(testing, "run_with", lambda _command: 0)
    monkeypatch.setattr(testing.subprocess, "run", lambda *_, **__: None)
    monkeypatch.setattr(testing.browser, "provide", lambda: None)
    monkeypatch.setattr(testing, "count", lambda _directory: Counter(passed=3))
    monkeypatch.setenv("CI", "true")
    assert testing.main([]) == 1
    said = capsys.readouterr().out
    assert "3 passed, 0 failed in " in said
    assert "THE BROWSER TESTS DID NOT RUN" in said


def test_a_program_that_does_not_answer_is_no_browser(tmp_path, monkeypatch):
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho 'install the snap'; exit 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(fake))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    assert browser.find() is None
    fake.write_text("#!/bin/sh\necho 'Chromium 1'\n")
    assert browser.find() == str(fake)


def test_root_asks_apt_and_others_ask_playwright(monkeypatch):
    asked: list[list[str]] = []
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(browser, "_has_font", lambda: False)
    monkeypatch.setattr(browser, "_run", lambda command, **_: asked.append(command) or False)
    monkeypatch.setattr(browser, "_apt_is_ours", lambda: True)
    assert browser.provide() is None
    assert [command[:2] for command in asked[:3]] == [
        ["apt-get", "install"],
        ["apt-get", "update"],
        ["apt-get", "install"],
    ]
    assert asked[0][-2:] == ["chromium", "fonts-dejavu-core"]
    assert asked[3][1:] == ["-m", "playwright", "install", "chromium"]
    asked.clear()
    monkeypatch.setattr(browser, "_apt_is_ours", lambda: False)
    assert browser.provide() is None
    assert [command[1:] for command in asked] == [["-m", "playwright", "install", "chromium"]]
