"""What the outbox brings to the checkout: words between buyer and seller."""

from __future__ import annotations

from typing import Any

from core.outbox import handles
from orders.checkout import letters
from orders.checkout.models import OfferStep


@handles("checkout.offer_step")
def on_offer_step(payload: dict[str, Any]) -> None:
    rows = OfferStep.objects.select_related("offer__buyer", "offer__seller")
    letters.tell(rows.get(pk=payload["step"]))
