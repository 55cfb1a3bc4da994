"""Fitting a document's VAT to the price that was paid. Pure arithmetic in minor units.

An order knows net, VAT and gross of each line; the document's VAT is rounded once, on the taxable sum of each
category (XML Implementation Standard, 9.5). The total must stay what was paid. So for each category the
taxable sum is moved to where sum + rounded VAT is the paid sum; a line carries the unit or two that this takes.
Where no such sum exists (0.11 at 15% has none), the rest is the document's rounding amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BPS = 10_000


@dataclass(frozen=True, slots=True)
class Piece:
    """One line before fitting; `category` is whatever lines are summed by."""

    net: int
    gross: int
    bps: int
    category: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """Nets of the lines in their order; the document's VAT; `net + vat + rounding` is what was paid."""

    nets: tuple[int, ...]
    vat: int
    rounding: int

    @property
    def net(self) -> int:
        return sum(self.nets)

    @property
    def total(self) -> int:
        return self.net + self.vat + self.rounding


def vat_of(net: int, bps: int) -> int:
    """Half up, of whole minor units."""
    return (net * bps * 2 + BPS) // (2 * BPS)


def fit(pieces: Sequence[Piece]) -> Fitted:
    """The document of these lines. Every piece has 0 <= net <= gross."""
    nets = [piece.net for piece in pieces]
    vat = 0
    for category in dict.fromkeys((piece.category, piece.bps) for piece in pieces):
        members = [place for place, piece in enumerate(pieces) if (piece.category, piece.bps) == category]
        paid = sum(pieces[place].gross for place in members)
        taxable = _taxable(sum(nets[place] for place in members), paid, category[1])
        largest = max(members, key=lambda place: nets[place])
        nets[largest] += taxable - sum(nets[place] for place in members)
        vat += vat_of(taxable, category[1])
    paid = sum(piece.gross for piece in pieces)
    return Fitted(tuple(nets), vat, paid - sum(nets) - vat)


def _taxable(net: int, paid: int, bps: int) -> int:
    """The taxable sum nearest to `net` that comes to `paid` with its VAT; the nearest below where none does."""
    guess = (paid * BPS * 2 + BPS + bps) // (2 * (BPS + bps))
    nearby = sorted(range(max(guess - 2, 0), guess + 3), key=lambda taxable: abs(taxable - net))
    for taxable in nearby:
        if taxable + vat_of(taxable, bps) == paid:
            return taxable
    below = [taxable for taxable in nearby if taxable + vat_of(taxable, bps) <= paid]
    return max(below, default=0)
