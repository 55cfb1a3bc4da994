"""Passwords that are refused because others know them or guess them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from accounts import breached
from tests.factories.accounts import UserFactory


def line_of(password: str, end: str = "\r\n") -> str:
    return f"{hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper()}:7{end}"


def codes(password: str, user: object = None) -> list[str]:
    try:
        validate_password(password, user)
    except ValidationError as refusal:
        return sorted(error.code or "" for error in refusal.error_list)
    return []


@pytest.mark.parametrize(
    "password", ["Password123!", "P@ssw0rd2026", "qwertyuiop1", "abcabcabcabc", "1234567890a"]
)
def test_what_is_easily_guessed_is_refused(password: str) -> None:
    assert "password_easy" in codes(password)


@pytest.mark.parametrize(
    "password", ["correct horse 7", "sandy-lantern-42", "نخلة تشرب القهوة", "x" * 3 + "v9#Qm2!rT"]
)
def test_what_is_hard_to_guess_is_taken(password: str) -> None:
    assert codes(password) == []


def test_ones_own_name_is_no_secret() -> None:
    user = UserFactory.build(email="noura.alqahtani@example.com", name_en="Noura Alqahtani")
    assert "password_easy" in codes("alqahtani2026", user)


def test_a_long_password_costs_no_more_than_its_head() -> None:
    assert codes("correct horse 7 " * 8) == []


def test_what_has_leaked_is_refused(settings, tmp_path: Path) -> None:
    file = tmp_path / "leaks.txt"
    file.write_text("".join(sorted(line_of(word) for word in ("correct horse 7", "other", "third"))))
    settings.LEAKED_PASSWORDS = str(file)
    assert codes("correct horse 7") == ["password_leaked"]
    assert codes("correct horse 8") == []


@given(
    st.sets(st.text(min_size=1, max_size=6), min_size=1, max_size=40),
    st.text(min_size=1, max_size=6),
    st.booleans(),
)
def test_every_line_is_found_and_no_other(
    tmp_path_factory, words: set[str], other: str, windows: bool
) -> None:
    file = tmp_path_factory.mktemp("leaks") / "leaks.txt"
    end = "\r\n" if windows else "\n"
    file.write_bytes("".join(sorted(line_of(word, end) for word in words)).encode())
    assert [word for word in words if not breached.leaked(word, file)] == []
    assert breached.leaked(other, file) is (other in words)


def test_a_file_that_is_none_stops_the_start(settings, tmp_path: Path) -> None:
    settings.LEAKED_PASSWORDS = str(tmp_path / "missing.txt")
    assert [problem.id for problem in breached.leaks_can_be_read()] == ["accounts.E011"]
    settings.LEAKED_PASSWORDS = ""
    assert breached.leaks_can_be_read() == []
