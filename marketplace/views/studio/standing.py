"""Where a work stands in the eyes of its seller: publication and availability told as one word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from marketplace.enums import Availability, PublicationState
from marketplace.models import Artwork

LOT: Final = "lot:"
FREE: Final = Q(availability__in=[Availability.AVAILABLE, Availability.NOT_FOR_SALE])
HELD: Final = Q(availability=Availability.ON_HOLD)
IN_LOT: Final = Q(hold_source__startswith=LOT)


@dataclass(frozen=True, slots=True)
class Standing:
    code: str
    label: str | Promise
    tone: str
    where: Q


STANDINGS: Final = (
    Standing("for_sale", _("For sale"), "win", Q(state="published", availability="available")),
    Standing("in_auction", _("In auction"), "live", HELD & IN_LOT),
    Standing("reserved", _("Reserved"), "mute", HELD & ~IN_LOT),
    Standing("sold", _("Sold"), "mute", Q(availability=Availability.SOLD)),
    Standing("shown", _("Not for sale"), "mute", Q(state="published", availability="not_for_sale")),
    Standing("review", _("In review"), "", FREE & Q(state=PublicationState.IN_REVIEW)),
    Standing("draft", _("Draft"), "lose", FREE & Q(state=PublicationState.DRAFT)),
    Standing("archived", _("Archived"), "mute", FREE & Q(state=PublicationState.ARCHIVED)),
)
BY_CODE: Final = {standing.code: standing for standing in STANDINGS}


def standing_of(work: Artwork) -> Standing:
    """The same words as the conditions above, for one row already read."""
    if work.availability == Availability.SOLD:
        return BY_CODE["sold"]
    if work.availability == Availability.ON_HOLD:
        return BY_CODE["in_auction" if work.hold_source.startswith(LOT) else "reserved"]
    if work.state != PublicationState.PUBLISHED:
        return BY_CODE["review" if work.state == PublicationState.IN_REVIEW else work.state]
    return BY_CODE["for_sale" if work.availability == Availability.AVAILABLE else "shown"]


def counts_of(works: QuerySet[Artwork]) -> dict[str, int]:
    """How many stand where, and `all`: one query."""
    tallies: dict[str, Any] = {item.code: Count("pk", filter=item.where) for item in STANDINGS}
    return works.order_by().aggregate(all=Count("pk"), **tallies)
