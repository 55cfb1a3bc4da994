"""What the auctions hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt

KEPT = _("Five years after the sale, as evidence of how the price was reached; then without a name.")

declare(
    model="auctions.Paddle",
    subject="user",
    fields=["number", "terms_version", "accepted_at"],
    purpose=_("To let you bid under a number, and to prove that you accepted the terms of the sale."),
    basis=Basis.CONTRACT,
    retention=KEPT,
    export=_("Your number in each sale, and when you accepted its terms."),
    erase=_(
        "Kept as evidence for five years; it holds no name, and the account behind it is made anonymous."
    ),
    deed=deeds.keep("auctions", since="accepted_at"),
)
declare(
    model="auctions.Bid",
    subject="bidder",
    fields=["max_minor", "received_at", "decided_at", "key", "answer"],
    purpose=_("To carry out your bids and to prove which bid won."),
    basis=Basis.CONTRACT,
    retention=KEPT,
    export=_("Every bid of yours with its maximum, its times and its receipt."),
    erase=_(
        "Kept as evidence for five years; it holds no name, and the account behind it is made anonymous."
    ),
    deed=deeds.keep("auctions", since="received_at"),
)
declare(
    model="auctions.Refusal",
    subject="bidder",
    fields=["key", "code", "amounts", "at"],
    purpose=_("To give the same answer when your browser sends a refused bid again."),
    basis=Basis.CONTRACT,
    retention=30,
    export=_("Each refused bid with its reason and time."),
    erase=_("Deleted with the account, and 30 days after the bid."),
    deed=deeds.delete(),
)
declare(
    model="auctions.Watch",
    subject="user",
    fields=["created_at"],
    purpose=_("To show you the lots that you keep an eye on and to tell you when they open."),
    basis=Basis.CONSENT,
    retention=_("Until you stop watching, or your account is closed."),
    export=_("The lots that you watch, and since when."),
    erase=_("Deleted with the account, or when you stop watching."),
    deed=deeds.delete(),
)
exempt("auctions.Lot", _("A work in a sale; whoever leads or won it is declared with the bids."))
