"""What goes to our bank, and what comes back: a payment file for a batch, and the bank's answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from core.digits import western
from core.errors import SoukError
from core.money import Money
from orders.payouts import csvs
from orders.payouts.enums import FailReason, PayoutState
from orders.payouts.exceptions import ResultsUnreadable
from orders.payouts.models import Payout, PayoutBatch

HEAD: Final = ("reference", "beneficiary", "iban", "bank", "amount", "currency", "purpose")
NEEDED: Final = {"reference", "status"}
PAID: Final = frozenset({"paid", "success", "successful", "executed", "completed", "acsc", "accc"})
FAILED: Final = frozenset({"failed", "rejected", "returned", "rjct", "cancelled"})
# ISO 20022 reasons of the banks, and our own words.
REASONS: Final = {
    "ac01": FailReason.IBAN_UNKNOWN,
    "ac04": FailReason.ACCOUNT_CLOSED,
    "ac06": FailReason.REFUSED,
    "be01": FailReason.NAME_DIFFERS,
    **{reason.value: reason for reason in FailReason},
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the bank's file."""

    line: int
    reference: str
    status: str
    amount: str = ""
    currency: str = ""
    bank_reference: str = ""
    reason_code: str = ""

    @property
    def paid(self) -> bool:
        return self.status in PAID

    @property
    def reason(self) -> FailReason:
        return REASONS.get(self.reason_code, FailReason.OTHER)


def write(batch: PayoutBatch) -> bytes:
    """The payouts that were sent, in the order of their references; the same batch gives the same bytes."""
    sent = [payout for payout in batch.payouts.order_by("reference") if payout.sent_at is not None]
    return csvs.write(HEAD, _rows(sent))


def _rows(payouts: Iterable[Payout]) -> Iterable[tuple[str, ...]]:
    return (
        (
            payout.reference,
            payout.holder,
            payout.iban,
            payout.bank_name,
            payout.money.plain,
            payout.currency,
            "Art Souk " + payout.reference,
        )
        for payout in payouts
    )


def read_answers(content: bytes) -> list[Answer]:
    """Raises ResultsUnreadable."""
    try:
        head, rows = csvs.read(content)
        if missing := NEEDED - set(head):
            names = ", ".join(sorted(missing))
            raise ResultsUnreadable(why=_("the column %(names)s is missing.") % {"names": names})
        return [_answer(line, row) for line, row in rows]
    except csvs.Unreadable as error:
        raise ResultsUnreadable(why=why(error)) from error


def why(error: csvs.Unreadable) -> str:
    """What is wrong with a file, in the reader's language."""
    reasons = {
        "size": _("it is larger than 20 MB."),
        "encoding": _("it is not UTF-8 text. Save it as CSV in UTF-8."),
        "empty": _("it is empty."),
    }
    return reasons[str(error)]


def fault_of(answer: Answer, payout: Payout | None) -> str:
    """Why a row is not taken; nothing when it is."""
    facts = {"line": answer.line, "reference": answer.reference[:40]}
    if payout is None or payout.state in {PayoutState.PLANNED, PayoutState.DROPPED}:
        return _("Line %(line)s: this batch has sent no payout %(reference)s.") % facts
    if answer.status not in PAID | FAILED:
        return _("Line %(line)s: “%(status)s” is no result that we know.") % {
            **facts,
            "status": answer.status[:40],
        }
    if not _fits(answer, payout):
        return _("Line %(line)s: amount or currency of %(reference)s is not what we sent.") % facts
    return ""


def _fits(answer: Answer, payout: Payout) -> bool:
    """A bank that names the amount must name ours; one that does not is believed."""
    if answer.currency and answer.currency != payout.currency:
        return False
    if not answer.amount:
        return True
    try:
        return Money.parse(answer.amount, payout.currency) == payout.money
    except SoukError:
        return False


def _answer(line: int, row: dict[str, str]) -> Answer:
    return Answer(
        line=line,
        reference=western(row.get("reference", "")).upper(),
        status=row.get("status", "").lower(),
        amount=row.get("amount", ""),
        currency=row.get("currency", "").upper(),
        bank_reference=row.get("bank_reference", ""),
        reason_code=row.get("reason", "").lower(),
    )
