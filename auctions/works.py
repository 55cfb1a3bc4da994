"""The catalogue's side of a lot: its work is held while it is in the sale, then sold or free again."""

from __future__ import annotations

from auctions.models import Lot


def source_of(lot: Lot) -> str:
    """How orders and holds name the lot."""
    return f"lot:{lot.pk}"


def hold(lot: Lot) -> None:
    """Keep the work from being sold elsewhere. Raises what the catalogue raises when it is not free."""
    from marketplace import services  # noqa: PLC0415

    services.hold_artwork(artwork=lot.artwork, source=source_of(lot))


def release(lot: Lot) -> None:
    """Free again; nothing happens to a work that something else holds by now."""
    from marketplace import services  # noqa: PLC0415

    services.release_artwork(artwork=lot.artwork, source=source_of(lot))


def mark_sold(lot: Lot) -> None:
    from marketplace import services  # noqa: PLC0415

    services.mark_sold(artwork=lot.artwork, source=source_of(lot))
