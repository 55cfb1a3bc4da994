"""A guard on the ledger: what is due to a seller changes one transaction at a time."""

from __future__ import annotations

import pgtrigger

from orders.models import LedgerEntry

# A payout reads the balance and books it out; a refund that is just being written must not slip in between.
WAIT_FOR_SELLER = """
    PERFORM 1 FROM orders_seller WHERE id = NEW.seller_id FOR NO KEY UPDATE;
    RETURN NEW;
"""


class SellerEntry(LedgerEntry):
    """An entry on a seller's account. The trigger takes the seller's row before the entry is written."""

    class Meta:
        proxy = True
        triggers = [
            pgtrigger.Trigger(
                name="balance_waits_for_seller",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__account="seller"),
                func=WAIT_FOR_SELLER,
            ),
        ]
