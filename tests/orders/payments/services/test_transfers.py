"""Bank transfers: proofs, matches, other amounts, rejections."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core import mail
from PIL import Image

from core.money import Money
from mailing.models import EmailMessage, Notification
from orders import services
from orders.enums import OrderState, PaymentState, RefundReason, RefundState
from orders.exceptions import NotAllowed
from orders.models import PaymentEvent
from orders.payments.clients.bank import BankProvider, transfer_of
from orders.payments.enums import TransferState
from orders.payments.exceptions import (
    BankReferenceUsed,
    ProofMissing,
    ProofTooLarge,
    ProofUnreadable,
    ReasonMissing,
    TooManyProofs,
    TransferClosed,
)
from orders.payments.models import HandRefund, TransferProof
from orders.payments.services import (
    add_proof,
    give_up_hand_refund,
    mark_sent,
    match_transfer,
    reject_transfer,
)
from tests.factories.accounts import UserFactory
from tests.factories.payments import payment_at, staff, transfer

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EXACT = Money(185_000, "SAR")


def _picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    held = BytesIO()
    Image.new("RGB", size, "teal").save(held, kind)
    return held.getvalue()


def _shown(row, content: bytes = PDF, **given):
    terms = {"by": row.payment.buyer, "name": "proof.pdf", **given}
    return add_proof(transfer=row, file=BytesIO(content), **terms)


def _matched(row, received: Money = EXACT, **given):
    terms = {"by": staff(), "bank_reference": "FT26001", **given}
    return match_transfer(transfer=row, received=received, **terms)


def _order(row):
    return row.payment.orders.get()


def test_a_code_is_given_once_and_easy_to_copy() -> None:
    row = transfer()
    assert transfer_of(row.payment) == row
    assert len(row.code) == 8
    assert not set(row.code[2:]) & set("01OIL")
    assert row.payment.provider_reference == row.code
    assert BankProvider().ask(row.payment) is None


@pytest.mark.parametrize(
    ("content", "mime"),
    [
        (PDF, "application/pdf"),
        (_picture(), "image/jpeg"),
        (_picture("PNG"), "image/png"),
        (_picture("WEBP"), "image/webp"),
    ],
)
def test_a_proof_is_kept_privately_by_what_it_is(content: bytes, mime: str, settings) -> None:
    row = transfer()
    proof = _shown(row, content, name="..\\evil\u202e.html")
    row.refresh_from_db()
    assert (proof.mime, row.state) == (mime, TransferState.SHOWN)
    assert proof.file.name.startswith("transfers/")
    assert "evil" not in proof.file.name
    assert not proof.file.path.startswith(str(settings.MEDIA_ROOT))
    assert proof.file.read() == content


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ProofMissing),
        (b"<html><script>", ProofUnreadable),
        (b"GIF89a" + b"0" * 50, ProofUnreadable),
        (_picture()[:200], ProofUnreadable),
        (b"%PDF-1.7 cut off", ProofUnreadable),
        (b"MZ" + PDF, ProofUnreadable),
        (b"\xff\xd8\xff" + b"0" * 50, ProofUnreadable),
    ],
)
def test_what_is_no_picture_and_no_pdf_is_refused(content: bytes, error: type[Exception]) -> None:
    row = transfer()
    with pytest.raises(error):
        _shown(row, content)
    row.refresh_from_db()
    assert (TransferProof.objects.count(), row.state) == (0, TransferState.WAITING)


def test_too_large_and_too_many(settings, monkeypatch) -> None:
    row = transfer()
    settings.TRANSFER_PROOF_MAX_BYTES = len(PDF) - 1
    with pytest.raises(ProofTooLarge):
        _shown(row)
    settings.TRANSFER_PROOF_MAX_BYTES = 10_000_000
    monkeypatch.setattr("orders.payments.services.transfers.MAX_PROOFS", 1)
    assert _shown(row) == _shown(row)
    with pytest.raises(TooManyProofs):
        _shown(row, _picture())


def test_a_bomb_of_pixels_is_refused(monkeypatch) -> None:
    monkeypatch.setattr("orders.payments.proofs.MAX_PIXELS", 100)
    with pytest.raises(ProofUnreadable):
        _shown(transfer(), _picture())


def test_only_the_buyer_shows_a_proof() -> None:
    with pytest.raises(NotAllowed):
        _shown(transfer(), by=UserFactory())
    assert TransferProof.objects.count() == 0


def test_the_exact_amount_pays() -> None:
    row = _matched(transfer(), received_on=date(2026, 11, 20))
    assert (row.state, row.received, row.bank_reference) == (TransferState.MATCHED, 185_000, "FT26001")
    assert _order(row).state == OrderState.PAID
    with pytest.raises(TransferClosed):
        _matched(row)
    with pytest.raises(TransferClosed):
        reject_transfer(transfer=row, by=staff(), reason="no")
    with pytest.raises(TransferClosed):
        _shown(row)


@pytest.mark.parametrize(("minor", "short"), [(184_950, True), (185_050, False)])
def test_another_amount_is_kept_told_and_pays_nothing(run_outbox, minor: int, short: bool) -> None:
    row = _matched(transfer(), Money(minor, "SAR"))
    assert row.state == TransferState.MISMATCH
    assert _order(row).state == OrderState.AWAITING_PAYMENT
    assert (PaymentEvent.objects.get().outcome, PaymentEvent.objects.get().amount) == ("mismatch", minor)
    run_outbox()
    letter = EmailMessage.objects.get(template="payments.transfer_mismatch")
    assert row.code in letter.subject
    assert ("missing" in letter.text) is short
    assert "0.50" in letter.text
    assert Notification.objects.filter(user=row.payment.buyer).count() == 1
    assert mail.outbox == []


def test_when_the_rest_arrives_it_pays() -> None:
    row = _matched(transfer(), Money(100_000, "SAR"))
    row = _matched(row, EXACT, bank_reference="FT26002")
    assert (row.state, _order(row).state) == (TransferState.MATCHED, OrderState.PAID)


def test_one_line_of_the_statement_pays_once() -> None:
    first = _matched(transfer())
    second = transfer()
    with pytest.raises(BankReferenceUsed, match=first.code):
        _matched(second)
    second.refresh_from_db()
    assert (second.state, _order(second).state) == (TransferState.WAITING, OrderState.AWAITING_PAYMENT)


def test_a_rejection_has_a_reason_and_frees_the_order(run_outbox) -> None:
    row = transfer()
    with pytest.raises(ReasonMissing):
        reject_transfer(transfer=row, by=staff(), reason="  ")
    row = reject_transfer(transfer=row, by=staff(), reason="The name is another one.")
    row.payment.refresh_from_db()
    assert (row.state, row.payment.state) == (TransferState.REJECTED, PaymentState.FAILED)
    run_outbox()
    letter = EmailMessage.objects.get(template="payments.transfer_rejected")
    assert "The name is another one." in letter.text
    assert payment_at("bank", _order(row)).pk != row.payment.pk


def test_a_rejected_transfer_that_comes_after_all_still_counts() -> None:
    row = reject_transfer(transfer=transfer(), by=staff(), reason="Nothing came.")
    assert _matched(row).state == TransferState.MATCHED
    assert _order(row).state == OrderState.PAID


@pytest.mark.parametrize("verb", ["match", "reject"])
def test_only_staff_decide(verb: str) -> None:
    row = transfer()
    for person in (row.payment.buyer, UserFactory(), UserFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            _matched(row, by=person) if verb == "match" else reject_transfer(
                transfer=row, by=person, reason="no"
            )
    row.refresh_from_db()
    assert (row.state, PaymentEvent.objects.count()) == (TransferState.WAITING, 0)


def test_money_goes_back_by_hand() -> None:
    row = _matched(transfer())
    refund = services.refund(order=_order(row), by=None, reason=RefundReason.GOODWILL)
    assert services.send_refund(refund=refund).state == RefundState.SENT
    by_hand = HandRefund.objects.get()
    with pytest.raises(NotAllowed):
        mark_sent(row=by_hand, by=row.payment.buyer, bank_reference="FT9")
    mark_sent(row=by_hand, by=staff(), bank_reference="FT9")
    refund.refresh_from_db()
    assert (refund.state, HandRefund.objects.get().bank_reference) == (RefundState.DONE, "FT9")


def test_what_cannot_be_sent_waits_for_staff() -> None:
    row = _matched(transfer())
    refund = services.refund(order=_order(row), by=None, reason=RefundReason.GOODWILL)
    services.send_refund(refund=refund)
    with pytest.raises(ReasonMissing):
        give_up_hand_refund(row=HandRefund.objects.get(), by=staff(), note="")
    give_up_hand_refund(row=HandRefund.objects.get(), by=staff(), note="The account is closed.")
    refund.refresh_from_db()
    assert refund.state == RefundState.REFUSED
    mark_sent(row=HandRefund.objects.get(), by=staff(), bank_reference="FT10")
    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
