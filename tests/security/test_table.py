"""What docs/security.md names exists: tests, settings, files; every chapter is there, every row says something."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| ([12]) \| (.+?) \| (.+) \|$", TEXT, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`([^`\n]+)`", TEXT[TEXT.index("## How the parts") :])))
TESTS = [name for name in NAMED if name.startswith("tests/")]
SETTINGS = [name.removeprefix("settings:") for name in NAMED if name.startswith("settings:")]
FILES = [name for name in NAMED if re.fullmatch(r"[\w.-]+/[\w./-]*|[\w-]+\.(toml|txt)", name)]


def test_every_chapter_has_rows_and_no_number_comes_twice() -> None:
    numbers = [number for number, *_ in ROWS]
    assert sorted({int(number.split(".")[0]) for number in numbers}) == list(range(1, 18))
    assert len(numbers) == len(set(numbers))
    assert len(re.findall(r"^\| \d+\.\d", TEXT, re.MULTILINE)) == len(ROWS)


def test_every_row_is_shown_or_says_why_not() -> None:
    empty = [number for number, _, what, shown in ROWS if len(what) < 3 or len(shown) < 10]
    unexplained = [
        number
        for number, *_, shown in ROWS
        if shown.startswith(("not applicable", "open")) and ":" not in shown
    ]
    assert (empty, unexplained) == ([], [])


@pytest.mark.parametrize("name", TESTS)
def test_named_tests_exist(name: str) -> None:
    path, _, function = name.partition("::")
    assert (ROOT / path).exists()
    if function:
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {function}\(", source, re.MULTILINE)


@pytest.mark.parametrize("name", SETTINGS)
def test_named_settings_exist(name: str, settings) -> None:
    in_production = (ROOT / "config" / "settings" / "production.py").read_text(encoding="utf-8")
    assert hasattr(import_module("config.settings.base"), name) or f"\n{name} = " in in_production


@pytest.mark.parametrize("name", FILES)
def test_named_files_exist(name: str) -> None:
    assert (ROOT / name).exists()
