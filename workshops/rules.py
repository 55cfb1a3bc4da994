"""Who may do what with workshops and events: the only place that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orders import rules as orders
from workshops.enums import EventState

if TYPE_CHECKING:
    from orders.models import Seller
    from workshops.models import Event


def is_programmer(user: Any) -> bool:
    """Staff who look after the programme."""
    return bool(user.is_authenticated and user.is_active and user.is_staff) and bool(
        user.has_perm("workshops.change_event")
    )


def may_offer(user: Any, seller: Seller) -> bool:
    """Add venues and events for a seller: its people and staff."""
    return is_programmer(user) or orders.may_manage(user, seller)


def may_manage(user: Any, event: Event) -> bool:
    return may_offer(user, event.seller)


def may_publish(user: Any, event: Event) -> bool:
    """A verified seller's people publish their own; what waits for a review is published by staff."""
    if is_programmer(user):
        return True
    trusted = event.seller.verified and event.state != EventState.REVIEW
    return trusted and orders.may_manage(user, event.seller)


def may_review(user: Any) -> bool:
    return is_programmer(user)
