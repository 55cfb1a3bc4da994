"""What of the auctions can be reported (`compliance.safety`)."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from auctions import queries, rules
from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, Sale
from compliance.safety import queues, targets
from marketplace.reportable import owners_of


def _shown_to(user: Any) -> QuerySet[Lot]:
    return queries.with_details(queries.lots_visible_to(user)).exclude(status=LotStatus.DRAFT)


def _title(lot: Lot) -> str:
    return _("Lot %(number)s: %(title)s") % {"number": lot.number, "title": lot.artwork.title}


def _in_review(user: Any) -> int | None:
    if not (rules.may_direct(user) and user.has_perm("auctions.change_sale")):
        return None
    return Sale.objects.filter(state=SaleState.IN_REVIEW).count()


def register() -> None:
    """Called once, from `ready()`."""
    targets.register(
        "lot",
        model="auctions.Lot",
        label=pgettext_lazy("kind of thing that is reported", "Lot"),
        visible=_shown_to,
        owners=lambda lot: owners_of(lot.artwork.seller),
        title=_title,
        url=lambda lot: lot.get_absolute_url(),
        text=lambda lot: lot.artwork.description or "",
        desk=lambda lot: reverse("admin:auctions_lot_change", args=[lot.pk]),
    )
    queues.register(
        "sales",
        gettext_lazy("Sales to review"),
        "admin:auctions_sale_changelist?state__exact=in_review",
        _in_review,
        order=41,
    )
