"""The catalogue's side of a lot: its work is held while it is in the sale, then sold or free again."""

from __future__ import annotations

from auctions.models import Lot
from marketplace import services

SOURCE = "lot"


def source_of(lot: Lot) -> str:
    """How orders and holds name the lot."""
    return f"{SOURCE}:{lot.pk}"


def hold(lot: Lot) -> None:
    """Keep the work from being sold elsewhere. Raises marketplace.exceptions.NotAvailable. Locks the work."""
    services.hold_artwork(artwork=lot.artwork, source=source_of(lot))


def release(lot: Lot) -> None:
    """Free again; nothing happens to a work that something else holds by now. Locks the work."""
    services.release_artwork(artwork=lot.artwork, source=source_of(lot))


def mark_sold(lot: Lot) -> None:
    """Paid for. Locks the work."""
    services.mark_sold(artwork=lot.artwork, source=source_of(lot))


def undo_sale(lot: Lot) -> None:
    """The money went back: the work is for sale again. Locks the work."""
    services.mark_available(artwork=lot.artwork)
