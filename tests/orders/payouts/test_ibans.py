"""IBANs as people type them, and why one is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.payouts import ibans
from orders.payouts.ibans import Fault, IbanFault

SAUDI = "SA0380000000608010167519"


@pytest.mark.parametrize(
    "typed",
    [
        SAUDI,
        "sa03 8000 0000 6080 1016 7519",
        "SA03-8000-0000-6080-1016-7519",
        "IBAN SA03 8000 0000 6080 1016 7519",
        "SA٠٣٨٠٠٠٠٠٠٠٦٠٨٠١٠١٦٧٥١٩",
        "\u202bSA03 8000 0000 6080 1016 7519\u202c",
    ],
)
def test_a_number_is_read_however_it_is_typed(typed: str) -> None:
    assert ibans.read(typed) == SAUDI


@pytest.mark.parametrize(
    "number",
    [
        "AE070331234567890123456",
        "KW81CBKU0000000000001234560101",
        "BH67BMAG00001299123456",
        "QA58DOHB00001234567890ABCDEFG",
        "OM810180000001299123456",
        "GB82WEST12345698765432",
    ],
)
def test_the_gulf_and_the_world_are_known(number: str) -> None:
    assert ibans.read(number) == number


@pytest.mark.parametrize(
    ("typed", "fault", "expected"),
    [
        ("", Fault.MISSING, 0),
        ("   ", Fault.MISSING, 0),
        ("SA038000000060801016751", Fault.LENGTH, 24),
        ("SA03800000006080101675190", Fault.LENGTH, 24),
        ("AE07033123456789012345", Fault.LENGTH, 23),
        ("SA0380000000608010167591", Fault.DIGITS, 0),
        ("SA0480000000608010167519", Fault.DIGITS, 0),
        ("XX0380000000608010167519", Fault.DIGITS, 0),
        ("608010167519", Fault.SHAPE, 0),
        ("my account", Fault.SHAPE, 0),
    ],
)
def test_each_fault_is_told_apart(typed: str, fault: Fault, expected: int) -> None:
    with pytest.raises(IbanFault) as told:
        ibans.read(typed)
    assert (told.value.fault, told.value.expected) == (fault, expected)


@given(st.text(max_size=40))
def test_nothing_that_is_typed_breaks_it(text: str) -> None:
    try:
        number = ibans.read(text)
    except IbanFault:
        return
    assert number.isascii()
    assert number.isalnum()


def test_it_is_shown_by_its_ends_only() -> None:
    assert ibans.masked(SAUDI) == "SA•• •••• 7519"
    assert ibans.grouped(SAUDI) == "SA03 8000 0000 6080 1016 7519"


def test_a_saudi_bank_is_known_by_its_two_digits() -> None:
    assert ibans.bank_names(SAUDI) == ("مصرف الراجحي", "Al Rajhi Bank")
    assert ibans.bank_names("AE070331234567890123456") is None
