"""What must end in the bag's room before an account can be erased: offers that somebody may still accept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.checkout.enums import OFFER_ALIVE
from orders.checkout.models import Offer


def of_offers(user: Any) -> Iterator[Obstacle]:
    """Offers that the person made and that bind."""
    for offer in Offer.objects.filter(buyer=user, state__in=OFFER_ALIVE).order_by("pk"):
        text = _("Your offer for %(title)s still stands: withdraw it first.") % {"title": offer.title}
        yield Obstacle("checkout.offer", text, offer.get_absolute_url())


def register() -> None:
    obstacles.register("checkout", of_offers)
