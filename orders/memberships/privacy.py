"""What memberships hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after its last payment, with the orders that paid for it.")

declare(
    model="memberships.Membership",
    subject="payer",
    fields=[],
    purpose=_("To give you the benefits that you paid for, and to ask in time whether you want to renew."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every membership with its tier, days, state and why it ended."),
    erase=_("Kept with its orders for the legal term; it holds no text about you."),
    deed=deeds.keep("books", since="created_at"),
    also=("user",),
)
declare(
    model="memberships.MembershipPeriod",
    subject="order__buyer",
    fields=[],
    purpose=_("What was paid for which days."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("With its membership."),
    erase=_("Kept with its order; it names no person."),
    deed=deeds.keep("books", since="created_at"),
)
