"""What payouts hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare, exempt

KEEP = _("Ten years after the last payout, as the law asks of a merchant's books.")

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
    erase=_("Kept while payouts refer to it; afterwards holder and number are blanked."),
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
)
exempt("payouts.PayoutBatch", _("Who of our staff made and approved a batch: the act of an office."))
exempt("payouts.SettlementReport", _("Who of our staff read a report: the act of an office."))
