"""What a commission's own page says of the room above: where its progress stands, and with whom one may talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from commissions.models import Commission
from commissions.progress import queries, rules
from commissions.progress.models import Conversation
from orders.enums import Side
from orders.models import Seller
from orders.queries import sellers_of


def load(commission: Commission, user: Any) -> Mapping[str, Any] | None:
    """None where there is nothing to follow or to say yet. Five queries at most, however many artists."""
    side = rules.side_of(user, commission)
    progress = side is not None and commission.status in rules.AFTER_AWARD
    talks = _talks(commission, user, side)
    if not progress and not talks:
        return None
    return {
        "progress_url": reverse("progress:progress", args=[commission.number]) if progress else "",
        "talks": talks,
    }


def _talks(commission: Commission, user: Any, side: Side | None) -> list[dict[str, Any]]:
    """Those that were begun; the artist's people may begin theirs."""
    if side is not None:
        begun = queries.annotate_unread(queries.of_commission(commission, side, user), user)
        found = [_begun(talk) for talk in begun]
        if found or side is not Side.SELLER:
            return found
    return [
        {"name": commission.name, "url": reverse("progress:talk", args=[commission.number, seller.slug])}
        for seller in sellers_of(user)
        if rules.may_open(user, commission, seller)
    ]


def _begun(talk: Conversation) -> dict[str, Any]:
    seller: Seller = talk.seller
    return {"name": seller.name, "url": talk.get_absolute_url(), "unread": getattr(talk, "unread", 0)}
