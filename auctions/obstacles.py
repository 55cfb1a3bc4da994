"""What must end at auction before an account can be erased: bids that stand and lots on sale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from auctions.enums import LotStatus
from auctions.models import Lot
from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.alone import last_owned

RUNNING: Final = (LotStatus.OPEN, LotStatus.ON_HOLD)
COMING: Final = (LotStatus.SCHEDULED, *RUNNING)


def of_lots(user: Any) -> Iterator[Obstacle]:
    """Lots that the person leads, and the person's own lots in a sale."""
    lots = Lot.objects.select_related("sale").order_by("pk")
    for lot in lots.filter(leader__user=user, status__in=RUNNING):
        text = _("Your bid leads lot %(number)s: wait until it has closed.") % {"number": lot.number}
        yield Obstacle("auctions.leading", text, lot.get_absolute_url())
    for lot in lots.filter(artwork__seller__in=last_owned(user), status__in=COMING):
        text = _("Your lot %(number)s is in a sale: wait until it has closed, or have it withdrawn.")
        yield Obstacle("auctions.on_sale", text % {"number": lot.number}, lot.get_absolute_url())


def register() -> None:
    obstacles.register("auctions", of_lots)
