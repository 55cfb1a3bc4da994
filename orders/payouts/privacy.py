"""What payouts hold about people."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt
from orders.models import SellerMember
from orders.payouts.models import BankAccount, Payout

KEEP = _("Ten years after the last payout, as the law asks of a merchant's books.")


def _paid_to(name: str) -> Callable[[BankAccount], str]:
    """Kept where money went there, or where others of the seller are still paid there; else blanked."""

    def value(account: BankAccount) -> str:
        used = Payout.objects.filter(account=account).exists()
        shared = SellerMember.objects.filter(seller=account.seller_id).exclude(user=account.added_by_id)
        return str(getattr(account, name)) if used or shared.exists() else deeds.MARK

    return value


declare(
    model="payouts.BankAccount",
    subject="added_by",
    fields=["holder", "iban_kept", "bank_name", "note"],
    purpose=_(
        "To pay you for what you have sold, and to notice when somebody else changes where you are paid."
    ),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every account that you entered, with its holder, its number and when it was checked."),
    erase=_(
        "Kept where money was sent to it or somebody else still sells under it; otherwise holder and "
        "number are blanked at once."
    ),
    deed=deeds.keep(
        "books",
        since="added_at",
        now={
            "holder": _paid_to("holder"),
            "iban_kept": _paid_to("iban_kept"),
            "bank_name": _paid_to("bank_name"),
        },
        later={"holder": deeds.MARK, "iban_kept": deeds.MARK, "bank_name": deeds.MARK, "note": ""},
    ).passing("bank_account_stays"),
)
declare(
    model="payouts.Payout",
    subject="account__added_by",
    fields=["holder", "iban_kept", "bank_name", "bank_reference"],
    purpose=_("The proof of each payout: what was sent, where to, and what the bank answered."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("Every payout with its amount, state and dates."),
    erase=_("Kept for the legal term; afterwards holder and number are blanked and the amounts stay."),
    deed=deeds.keep(
        "books",
        since="batch__made_at",
        later={"holder": deeds.MARK, "iban_kept": deeds.MARK, "bank_name": deeds.MARK, "bank_reference": ""},
    ).passing("payout_stays"),
)
exempt("payouts.PayoutBatch", _("Who of our staff made and approved a batch: the act of an office."))
exempt("payouts.SettlementReport", _("Who of our staff read a report: the act of an office."))
