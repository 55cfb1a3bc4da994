"""Every row lock of the check of sellers: the seller first, then the paper."""

from __future__ import annotations

from orders.models import Seller
from orders.verification.models import Paper


def seller(pk: int) -> Seller:
    return Seller.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def paper(pk: int) -> Paper:
    """The paper with its seller, both locked. Raises Paper.DoesNotExist."""
    held = seller(Paper.objects.values_list("seller_id", flat=True).get(pk=pk))
    row = Paper.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    row.seller = held
    return row
