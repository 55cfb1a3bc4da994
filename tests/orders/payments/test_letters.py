"""Mail about transfers, in the reader's language."""

from __future__ import annotations

import pytest

from core.money import Money
from mailing.models import EmailMessage
from orders.payments.services import match_transfer, reject_transfer
from tests.factories.accounts import UserFactory
from tests.factories.payments import staff, transfer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", ("وصلت حوالتك", "نرجو تحويل الناقص", "0.50")),
        ("en", ("arrived with another amount", "missing", "0.50")),
    ],
)
def test_what_is_missing_is_told(run_outbox, language: str, words: tuple[str, ...]) -> None:
    row = transfer(buyer=UserFactory(language=language))
    match_transfer(transfer=row, by=staff(), received=Money(184_950, "SAR"), bank_reference="FT1")
    run_outbox()
    letter = EmailMessage.objects.get(template="payments.transfer_mismatch")
    told = f"{letter.subject}\n{letter.text}\n{letter.html}"
    assert [word for word in words if word not in told] == []
    assert f"/{language}/orders/pay/transfer/{row.payment.reference}/" in letter.text


@pytest.mark.parametrize(("language", "words"), [("ar", "السبب:"), ("en", "The reason:")])
def test_a_rejection_gives_its_reason_as_text(run_outbox, language: str, words: str) -> None:
    row = transfer(buyer=UserFactory(language=language))
    reject_transfer(transfer=row, by=staff(), reason="<b>Another name</b>")
    run_outbox()
    letter = EmailMessage.objects.get(template="payments.transfer_rejected")
    assert words in letter.text
    assert "<b>Another name</b>" not in letter.html
    assert "&lt;b&gt;Another name" in letter.html
