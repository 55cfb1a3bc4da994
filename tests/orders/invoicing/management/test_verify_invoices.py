"""The command proves what was issued, and finds what was forged behind the house's back."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from orders.invoicing import checking
from orders.invoicing.models import Invoice, IssuingUnit
from tests.factories.invoicing import FullSellerFactory, UnregisteredFactory, invoice_of

pytestmark = pytest.mark.django_db
FORGE_AMOUNT = """
    UPDATE invoicing_invoice SET xml = convert_to(replace(convert_from(xml, 'UTF8'), '1850.00', '1.00'), 'UTF8')
    WHERE counter = 2
"""
TRIGGERS = ("invoicing_invoice", "invoicing_issuingunit")


def forged(sql: str) -> list[str]:
    """As somebody with the database in their hands would: triggers off, then the change."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in TRIGGERS:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql)
        for table in TRIGGERS:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return list(checking.broken())


def test_what_the_house_issued_is_whole():
    seller = FullSellerFactory()
    for _ in range(3):
        invoice_of(seller=seller)
    invoice_of(seller=UnregisteredFactory())
    out = StringIO()

    call_command("verify_invoices", stdout=out)
    assert out.getvalue() == "4 documents are whole.\n"


@pytest.mark.parametrize(
    ("sql", "sentence"),
    [
        ("UPDATE invoicing_invoice SET counter = 5 WHERE counter = 2", "counter 5 follows 1."),
        (
            "UPDATE invoicing_invoice SET previous_hash = 'x' WHERE counter = 2",
            "its previous hash is not the hash of the document before it.",
        ),
        (
            FORGE_AMOUNT,
            "its XML has another hash.",
        ),
        ("UPDATE invoicing_issuingunit SET counter = 9", "stands at 9, its last document at 2."),
    ],
)
def test_a_forgery_is_named(sql, sentence):
    seller = FullSellerFactory()
    invoice_of(seller=seller)
    invoice_of(seller=seller)
    assert list(checking.broken()) == []

    assert any(sentence in problem for problem in forged(sql))
    with pytest.raises(CommandError):
        call_command("verify_invoices", stderr=StringIO())


def test_nothing_issued_is_nothing_broken():
    assert (Invoice.objects.count(), IssuingUnit.objects.count()) == (0, 0)
    assert list(checking.broken()) == []
