"""A bank's statement: read in both languages, matched by code, then by amount, decided by nobody."""

from __future__ import annotations

from datetime import date

import pytest

from core.money import Money
from orders.payments import queries
from orders.payments.exceptions import StatementRowWrong, StatementUnreadable
from orders.payments.statement import arrivals, proposals
from tests.factories.payments import transfer

ENGLISH = b'Date,Description,Reference,Amount\n2026-11-20,From L. ALRASHID,FT1,"1,850.00"\n2026-11-20,Fee,FT2,-5.00\n'
ARABIC = "التاريخ;البيان;المرجع;دائن\n٢٠/١١/٢٠٢٦;حوالة واردة;FT3;١٬٨٥٠٫٥٠\n;;;\n".encode()


def test_only_what_came_in_is_read() -> None:
    found = arrivals(ENGLISH, "SAR")
    assert [(one.day, one.amount, one.reference) for one in found] == [
        (date(2026, 11, 20), Money(185_000, "SAR"), "FT1")
    ]


@pytest.mark.parametrize(
    "content", [ARABIC, b"\xef\xbb\xbf" + ARABIC, ARABIC.decode().encode("cp1256", "ignore")]
)
def test_arabic_statements_are_read_as_well(content: bytes) -> None:
    if content.startswith(b"\xc7"):  # the Windows page has no Arabic digits
        content = "التاريخ;البيان;المرجع;دائن\n20/11/2026;حوالة;FT3;1,850.50\n".encode("cp1256")
    found = arrivals(content, "SAR")
    assert [(one.day, one.amount.minor) for one in found] == [(date(2026, 11, 20), 185_050)]


@pytest.mark.parametrize(
    "content", [b"", b"a,b,c\n1,2,3\n", b"Date,Amount\n", b"\x81\x8d\x8f\x90\x9d\xff\xfe"]
)
def test_what_names_no_columns_is_refused(content: bytes) -> None:
    with pytest.raises(StatementUnreadable):
        arrivals(content, "SAR")


@pytest.mark.parametrize("row", ["2026-13-01,x,FT1,5", "2026-11-20,x,FT1,five"])
def test_a_row_that_cannot_be_read_is_named(row: str, english) -> None:
    with pytest.raises(StatementRowWrong, match="Line 2 "):
        arrivals(f"Date,Description,Reference,Amount\n{row}\n".encode(), "SAR")


@pytest.mark.django_db
def test_the_code_comes_before_the_amount() -> None:
    first, second = transfer(price=100_000), transfer(price=200_000)
    content = (
        "date,amount,reference,description\n"
        f"2026-11-20,1000.00,FT1,inv {first.code[:4]} {first.code[4:].lower()}\n"
        "2026-11-20,2000.00,FT2,no word\n"
        "2026-11-20,77.00,FT3,no word\n"
    )
    told = proposals(arrivals(content.encode(), "SAR"), queries.open_transfers())
    assert [(one.transfer, one.sure) for one in told] == [(first, True), (second, False), (None, False)]


@pytest.mark.django_db
def test_two_of_one_amount_are_not_guessed_between() -> None:
    transfer(price=100_000)
    transfer(price=100_000)
    content = b"date,amount,reference\n2026-11-20,1000.00,FT1\n"
    assert proposals(arrivals(content, "SAR"), queries.open_transfers())[0].transfer is None


@pytest.mark.django_db
def test_a_quoted_code_with_another_amount_is_to_be_looked_at() -> None:
    row = transfer(price=100_000)
    content = f"date,amount,reference\n2026-11-20,999.00,{row.code}\n"
    told = proposals(arrivals(content.encode(), "SAR"), queries.open_transfers())[0]
    assert (told.transfer, told.sure) == (row, False)
