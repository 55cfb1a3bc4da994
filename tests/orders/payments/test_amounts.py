"""Amounts in providers' words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.payments.amounts import (
    PLACES,
    AmountUnreadable,
    currency_of,
    major,
    major_text,
    minor_of,
    whole_minor,
)
from orders.payments.http import dump, load


@pytest.mark.parametrize(
    ("minor", "currency", "text"),
    [
        (1500, "KWD", "1.500"),
        (200, "SAR", "2.00"),
        (5, "BHD", "0.005"),
        (7, "JPY", "7"),
        (100, "KES", "1.00"),
    ],
)
def test_all_decimals_are_written(minor: int, currency: str, text: str) -> None:
    assert major_text(minor, currency) == text
    assert dump({"amount": major(minor, currency)}) == f'{{"amount": {text}}}'.encode()


@given(minor=st.integers(-(10**15), 10**15), currency=st.sampled_from(sorted(PLACES)))
def test_an_amount_comes_back_as_it_went(minor: int, currency: str) -> None:
    written = dump({"amount": major(minor, currency)})
    assert minor_of(load(written)["amount"], currency) == minor


@pytest.mark.parametrize(
    "amount", [1.5, True, None, "", "x", "1.2345", Decimal("NaN"), Decimal("Infinity"), [1]]
)
def test_what_is_no_exact_amount_is_refused(amount: Any) -> None:
    with pytest.raises(AmountUnreadable):
        minor_of(amount, "KWD")


@pytest.mark.parametrize("amount", [1.0, True, None, "100", Decimal(1)])
def test_minor_units_are_whole_numbers(amount: Any) -> None:
    with pytest.raises(AmountUnreadable):
        whole_minor(amount)


def test_a_currency_is_three_letters() -> None:
    assert currency_of("sar") == "SAR"
    for wrong in ("", "SA", "SARX", "S1R", None, "ريا"):
        with pytest.raises(AmountUnreadable):
            currency_of(wrong)


@pytest.mark.parametrize("raw", [b'{"a": NaN}', b'{"a": Infinity}', b"[" * 100_000, b"{", b"\xff"])
def test_what_is_no_json_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        load(raw)


def test_text_that_looks_like_our_mark_stays_text() -> None:
    assert load(dump({"name": "\x001\x00 and 2"}))["name"] == "\x001\x00 and 2"
