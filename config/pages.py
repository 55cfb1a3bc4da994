"""The site's fixed pages: which there are, what they are called, where they stand in the footer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    title: Promise | str
    description: Promise | str


PAGES = {
    page.slug: page
    for page in (
        Page("how-to-buy", _("How buying works"), _("Buying at a stated price and bidding, step by step.")),
        Page("fees", _("Auction fees"), _("The buyer’s premium and VAT, and how they are worked out.")),
        Page("delivery", _("Delivery"), _("How a work reaches you, and what to do when it is late.")),
        Page("returns", _("Returns"), _("Seven days to return a work, and how to begin.")),
        Page("for-artists", _("For artists"), _("A studio for your works: describe, upload, publish, sell.")),
        Page(
            "for-galleries", _("For galleries"), _("A page, a shared studio and auctions for your gallery.")
        ),
        Page("resale-right", _("Resale right"), _("What the law says and what is charged.")),
        Page("about", _("Who we are"), _("One place for the art of Saudi Arabia and the Gulf.")),
        Page("contact", _("Contact"), _("Write to us in Arabic or English.")),
        Page("terms", _("Terms"), _("The terms of using, selling and bidding.")),
        Page(
            "security",
            _("Reporting a weakness"),
            _("How to tell us of a security problem, and what you may expect of us."),
        ),
        Page("accessibility", _("Accessibility"), _("What we do so that everybody can use the site.")),
    )
}

NAMED = {
    "compliance:privacy": _("Privacy notice"),
    "rights:centre": _("Privacy centre"),
    "consents:mine": _("Cookies and consent"),
    "memberships:tiers": _("Memberships"),
    "workshops:workshop-list": _("Workshops"),
    "workshops:event-list": _("Events"),
    "agenda:month": _("Calendar"),
}
"""Pages of other rooms, by the name of their address."""
FOOTER: tuple[tuple[Promise | str, tuple[str, ...]], ...] = (
    (
        _("Collecting"),
        (
            *("how-to-buy", "fees", "delivery", "returns"),
            *("workshops:workshop-list", "workshops:event-list", "agenda:month"),
        ),
    ),
    (_("Selling"), ("for-artists", "for-galleries", "memberships:tiers", "resale-right")),
    (_("About Art Souk"), ("about", "contact")),
    (
        _("Your privacy"),
        ("rights:centre", "compliance:privacy", "consents:mine", "terms", "security", "accessibility"),
    ),
)


def footer() -> list[dict[str, Any]]:
    """The footer's groups, in the reader's language."""
    return [{"title": title, "items": [_link(entry) for entry in entries]} for title, entries in FOOTER]


def _link(entry: str) -> dict[str, Any]:
    if entry in PAGES:
        return {"url": reverse("page", args=[entry]), "label": PAGES[entry].title}
    return {"url": reverse(entry), "label": NAMED[entry]}
