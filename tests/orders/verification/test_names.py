"""Whether two writings name the same."""

from __future__ import annotations

import pytest

from orders.verification.names import agree


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("نورة القحطاني", "نورة محمد سعد القحطاني", True),
        ("Noura Al-Qahtani", "نورة القحطاني", True),
        ("شركة أطلال للتجارة المحدودة", "أطلال", True),
        ("Atlal Trading LLC", "شركة أطلال", True),
        ("نورة القحطاني", "سارة الدوسري", False),
        ("نورة", "نورة القحطاني", False),
        ("", "نورة", False),
    ],
)
def test_names_agree_in_both_scripts_and_lengths(one: str, other: str, same: bool) -> None:
    assert agree(one, [other]) is same


def test_one_of_several_is_enough_and_none_is_not() -> None:
    assert agree("نورة القحطاني", ["", "صالة حافظ", "Noura Al-Qahtani"]) is True
    assert agree("نورة القحطاني", []) is False
