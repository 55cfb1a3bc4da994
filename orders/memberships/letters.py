"""Mail and notices about memberships: which, to whom, with what facts. Each is queued once, by its key."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.money import Money
from mailing import registry
from mailing.bilingual import Bilingual, page, path
from mailing.enums import Priority
from mailing.services import notify, queue
from orders.memberships import terms
from orders.memberships.enums import EndReason
from orders.memberships.models import Membership, MembershipPeriod, Tier

MEMBERSHIP, CHECKOUT = "memberships:membership", "orders:checkout"
PLACES = {
    "recipient": _("the recipient's name"),
    "tier": _("the membership's name"),
    "holder": _("whose membership it is"),
    "until": _("the first day after what is paid"),
    "total": _("the price with VAT"),
    "url": _("the address of the page"),
}


def started(membership: Membership, stretch: MembershipPeriod, *, first: bool) -> None:
    """A welcome to new members; who renewed or changed has the receipt and gets a notice."""
    key = f"membership:{membership.pk}:started:{stretch.pk}"
    if first:
        _mail("memberships.welcome", membership, key=key, stretch=stretch)
    _notice("memberships.started", membership, key=key, tier=stretch.tier)


def renewal_due(membership: Membership, stretch: MembershipPeriod) -> None:
    key = f"membership:{membership.pk}:due:{stretch.pk}"
    _mail("memberships.renewal_due", membership, key=key, stretch=stretch)
    _notice("memberships.renewal_due", membership, key=key, tier=stretch.tier)


def reminder(membership: Membership, stretch: MembershipPeriod) -> None:
    key = f"membership:{membership.pk}:reminder:{stretch.pk}"
    _mail("memberships.renewal_due", membership, key=key, stretch=stretch)


def grace(membership: Membership, stretch: MembershipPeriod) -> None:
    key = f"membership:{membership.pk}:grace:{stretch.pk}"
    _mail("memberships.grace", membership, key=key, stretch=stretch)
    _notice("memberships.grace", membership, key=key)


def cancelled(membership: Membership) -> None:
    """Again after each taking up again, so the key has the end in it."""
    key = f"membership:{membership.pk}:cancelled:{membership.ends_on}"
    _mail("memberships.cancelled", membership, key=key)
    _notice("memberships.cancelled", membership, key=key)


def ended(membership: Membership) -> None:
    key = f"membership:{membership.pk}:ended"
    _mail("memberships.ended", membership, key=key)
    _notice("memberships.ended", membership, key=key)


def _mail(
    template: str, membership: Membership, *, key: str, stretch: MembershipPeriod | None = None
) -> None:
    unpaid = stretch if stretch is not None and stretch.order.status.payable else None
    tier = stretch.tier if stretch is not None else membership.tier
    facts: dict[str, Any] = {
        "tier": _name(tier),
        "holder": _holder(membership),
        "until": membership.ends_on,
        "reason": EndReason(membership.end_reason).label if membership.end_reason else "",
        "url": page(CHECKOUT, unpaid.order.number) if unpaid else page(MEMBERSHIP, membership.pk),
    }
    if stretch is not None:
        facts["total"] = Money(stretch.order.total, stretch.currency)
    if membership.ends_on is not None:
        facts["benefits_end"] = terms.grace_end(membership.ends_on, membership.span.months)
    queue(template, to=membership.payer, context=facts, key=key)


def _notice(kind: str, membership: Membership, *, key: str, tier: Tier | None = None) -> None:
    notify(
        user=membership.payer,
        kind=kind,
        context={"tier": _name(tier or membership.tier).facts},
        url=path(MEMBERSHIP, membership.pk, language=membership.payer.language),
        key=key,
    )


def _name(tier: Tier) -> Bilingual:
    return Bilingual(tier.name_ar or tier.code, tier.name_en or tier.code)


def _holder(membership: Membership) -> Bilingual:
    holder = membership.seller or membership.payer
    arabic, english = (str(getattr(holder, f"name_{code}", "") or "") for code in ("ar", "en"))
    return Bilingual(arabic or english, english or arabic)


def register() -> None:
    """Called by MembershipsConfig.ready()."""
    subjects = {
        "memberships.welcome": _("Welcome: your membership has begun"),
        "memberships.renewal_due": _("Your membership is due for renewal"),
        "memberships.grace": _("Your membership is unpaid: its benefits end soon"),
        "memberships.cancelled": _("Your membership runs out"),
        "memberships.ended": _("Your membership has ended"),
    }
    for name, subject in subjects.items():
        registry.register(
            name,
            subject=subject,
            variables=PLACES,
            sample=sample,
            bilingual=False,
            priority=Priority.NORMAL,
        )
    notices = {
        "memberships.started": (_("Your membership “%(tier)s” is paid."), "check"),
        "memberships.renewal_due": (_("Your membership “%(tier)s” is due for renewal."), "clock"),
        "memberships.grace": (_("Your membership “%(tier)s” is unpaid, its benefits end soon."), "alert"),
        "memberships.cancelled": (_("Your membership “%(tier)s” will not be renewed."), "x"),
        "memberships.ended": (_("Your membership “%(tier)s” has ended."), "x"),
    }
    for kind, (text, icon) in notices.items():
        registry.register_notice(kind, text=text, icon=icon)


def sample(language: str) -> dict[str, Any]:
    """The facts of a preview."""
    del language
    return {
        "recipient": Bilingual("لمياء الراشد", "Lamia Alrashid"),
        "tier": Bilingual("المرسم", "Studio"),
        "holder": Bilingual("صالة أطلال", "Atlal Gallery"),
        "until": date(2026, 12, 20),
        "benefits_end": date(2026, 12, 27),
        "total": Money(34_900, "SAR"),
        "reason": _("It was not paid."),
        "url": page("memberships:mine"),
    }
