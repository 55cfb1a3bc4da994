"""A code is short, signed, forgiving in how it is written, and nothing else passes for one."""

from __future__ import annotations

import hashlib
import string

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from workshops.admission import codes
from workshops.admission.codes import LARGEST_PK, Reading

numbers = st.integers(1, LARGEST_PK)
secrets = st.text(string.ascii_letters + string.digits, min_size=8, max_size=32)


def _passes(text: str, ticket: int, secret: str) -> bool:
    return any(one.ticket == ticket and codes.fits(one, secret) for one in codes.readings(text))


@given(numbers, secrets)
def test_both_forms_are_read_back(ticket: int, secret: str) -> None:
    assert _passes(codes.code_of(ticket, secret), ticket, secret)
    assert _passes(codes.short_of(ticket, secret), ticket, secret)


@given(numbers, secrets)
def test_however_it_is_written(ticket: int, secret: str) -> None:
    code = codes.code_of(ticket, secret)
    for written in (
        code.lower(),
        code.replace("-", " "),
        code.replace("-", ""),
        f"  {code}\n",
        code.removeprefix("SOUK-"),
        code.replace("0", "O").replace("1", "I"),
        code.replace("1", "l"),
        code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
        code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
    ):
        assert _passes(written, ticket, secret), written


@given(numbers, secrets, st.data())
def test_one_letter_changed_is_another_code(ticket: int, secret: str, data: st.DataObject) -> None:
    code = codes.code_of(ticket, secret).removeprefix("SOUK-").replace("-", "")
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from([one for one in codes.ALPHABET if one != code[place]]))
    forged = code[:place] + other + code[place + 1 :]
    assert not any(
        codes.fits(one, secret) for one in codes.readings(forged) if len(one.signature) == codes.LONG
    )


@given(numbers, secrets, secrets)
def test_a_new_secret_ends_the_old_code(ticket: int, secret: str, other: str) -> None:
    if secret != other:
        assert not _passes(codes.code_of(ticket, secret), ticket, other)


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading(text: str) -> None:
    for one in codes.readings(text):
        assert 0 < one.ticket <= LARGEST_PK
        assert len(one.signature) in {codes.LONG, codes.SHORT}


@given(numbers)
def test_base32_there_and_back(number: int) -> None:
    assert codes.number_of(codes.base32(number)) == number


def test_the_number_of_nothing_is_nought() -> None:
    assert codes.base32(0) == "0"


@pytest.mark.parametrize(
    "text",
    ["", "SOUK", "SOUK-", "7KQ2M9XA", "ABCDUFGH1234", "https://example.org/SOUK-1", "0A-7KQ2-M9XA", "A" * 65],
)
def test_no_code_at_all(text: str) -> None:
    assert codes.readings(text) == []


def test_a_number_too_large_for_the_database_is_no_ticket() -> None:
    assert codes.readings("Z" * 14 + "7KQ2M9XA4TRP0WZC") == []


def test_the_forms() -> None:
    with override_settings(SECRET_KEY="a key of the test"):
        code, short = codes.code_of(111, "the secret"), codes.short_of(111, "the secret")
    assert code.split("-")[:2] == ["SOUK", "3F"]
    assert len(code.split("-")[2]) == 16
    assert short == f"3F-{code.split('-')[2][:4]}-{code.split('-')[2][4:8]}"


def test_a_retired_key_reads_what_it_signed_but_signs_no_more() -> None:
    with override_settings(SECRET_KEY="the old key"):
        old = codes.code_of(7, "secret")
    with override_settings(SECRET_KEY="the new key", SECRET_KEY_FALLBACKS=["the old key"]):
        assert _passes(old, 7, "secret")
        assert codes.code_of(7, "secret") != old
    with override_settings(SECRET_KEY="the new key", SECRET_KEY_FALLBACKS=[]):
        assert not _passes(old, 7, "secret")


def test_a_code_of_another_ticket_is_not_this_ones() -> None:
    (reading,) = (one for one in codes.readings(codes.code_of(7, "secret")) if one.ticket == 7)
    assert codes.fits(reading, "secret")
    assert not codes.fits(Reading(8, reading.signature), "secret")


def test_fingerprints_are_those_of_every_form_and_key() -> None:
    with override_settings(SECRET_KEY="one", SECRET_KEY_FALLBACKS=["two"]):
        found = codes.fingerprints(111, "secret")
        long = codes.code_of(111, "secret").removeprefix("SOUK-")
        short = long[: 3 + 8]
    assert len(set(found)) == 4
    assert found[0] == hashlib.sha256(long.encode()).hexdigest()
    assert found[1] == hashlib.sha256(short.encode()).hexdigest()
