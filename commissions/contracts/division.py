"""How the money divides when a contract ends before its work is done. Pure arithmetic, no Django.

Amounts are whole minor units with VAT, as the collector paid them. Each milestone stands for itself: what the
artist keeps and what goes back come to exactly what was paid and has not gone back yet, never more. (How the
artist's part divides between the artist, our commission and VAT is the business of `orders/splits.py`.)

The rules, in the words of the contract (`contracts/text.py` says the same; whoever changes one changes both):

- What was never paid is owed by nobody, whoever ends the contract.
- An accepted milestone is earned: it stays with the artist, whoever ends the contract.
- The ARTIST ends it: everything that is not accepted goes back in whole.
- The COLLECTOR ends it:
  - a milestone that was handed over and is not judged yet counts as accepted, in whole. Who wants to say
    something against it asks for a revision, or opens a dispute, before ending the contract;
  - one that was handed over and is being revised counts by the share of it that was shown (REVISING_BPS,
    the half), or by the cancellation fee where that is more;
  - one that was begun and not handed over costs the agreed cancellation fee, the rest goes back;
  - one that was not begun (the first day after its payment, time for second thoughts and mistakes) goes back
    in whole.
- The COLLECTOR ends it because a milestone is late (E-Commerce Law, Art 14: fifteen days after its date):
  as if the artist had ended it.
- BOTH agree to end it: each begun milestone counts by the share of work that both put down, no fee.
- STAFF decide: they name for each milestone that is not accepted what goes back (`decided`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

BPS = 10_000
REVISING_BPS = 5_000


class Ender(StrEnum):
    COLLECTOR = "collector"
    ARTIST = "artist"
    BOTH = "both"
    STAFF = "staff"


class Stage(StrEnum):
    """Where a milestone stands, as far as its money is concerned."""

    UNPAID = "unpaid"
    UNBEGUN = "unbegun"
    BEGUN = "begun"
    SUBMITTED = "submitted"
    REVISING = "revising"
    ACCEPTED = "accepted"


class Why(StrEnum):
    """Which rule divided a milestone, for the words beside the sum."""

    UNPAID = "unpaid"
    ACCEPTED = "accepted"
    ARTIST_ENDED = "artist_ended"
    LATE = "late"
    AS_ACCEPTED = "as_accepted"
    REVISING = "revising"
    FEE = "fee"
    UNBEGUN = "unbegun"
    AGREED = "agreed"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Piece:
    """One milestone. `paid` is what came and has not gone back; `shown_bps` the share of the work that was
    shown (both agree: the share that both put down)."""

    key: int
    paid: int
    stage: Stage
    shown_bps: int = 0

    def __post_init__(self) -> None:
        if self.paid < 0 or not 0 <= self.shown_bps <= BPS or (self.stage is Stage.UNPAID and self.paid):
            raise ValueError("No such milestone.")


@dataclass(frozen=True, slots=True)
class Share:
    """`kept` and `back` come to what was paid."""

    key: int
    kept: int
    back: int
    why: Why


def divide(pieces: Iterable[Piece], *, by: Ender, fee_bps: int, late: bool = False) -> tuple[Share, ...]:
    """Each milestone by the rules above. `late` counts for a collector only.

    Raises ValueError for a fee outside 0 to 10,000 basis points, and for STAFF, who decide in words of their own.
    """
    if not 0 <= fee_bps <= BPS or by is Ender.STAFF:
        raise ValueError("Nothing divides by this.")
    return tuple(_divided(piece, by, fee_bps, late=late) for piece in pieces)


def decided(pieces: Iterable[Piece], back: Mapping[int, int]) -> tuple[Share, ...]:
    """What staff have decided: `back` by milestone, nothing where it is not named.

    Raises ValueError for more than was paid, less than nothing, a milestone that is accepted, or an unknown one.
    """
    known = {piece.key: piece for piece in pieces}
    if unknown := set(back) - set(known):
        raise ValueError(f"Not of this contract: {sorted(unknown)}")
    return tuple(_decided(piece, back.get(piece.key, 0)) for piece in known.values())


def kept(shares: Iterable[Share]) -> int:
    return sum(share.kept for share in shares)


def back(shares: Iterable[Share]) -> int:
    return sum(share.back for share in shares)


def portion(amount: int, bps: int) -> int:
    """Half-up, and so never more than the amount where `bps` is no more than the whole."""
    return (2 * amount * bps + BPS) // (2 * BPS)


def _divided(piece: Piece, by: Ender, fee_bps: int, *, late: bool) -> Share:
    bps, why = _rule(piece, by, fee_bps, late=late)
    keeps = portion(piece.paid, bps)
    return Share(piece.key, keeps, piece.paid - keeps, why)


def _rule(piece: Piece, by: Ender, fee_bps: int, *, late: bool) -> tuple[int, Why]:
    """What of the milestone the artist keeps."""
    if piece.stage is Stage.UNPAID:
        return 0, Why.UNPAID
    if piece.stage is Stage.ACCEPTED:
        return BPS, Why.ACCEPTED
    if by is Ender.BOTH:
        return piece.shown_bps, Why.AGREED
    if by is Ender.ARTIST:
        return 0, Why.ARTIST_ENDED
    return (0, Why.LATE) if late else _by_collector(piece, fee_bps)


def _by_collector(piece: Piece, fee_bps: int) -> tuple[int, Why]:
    if piece.stage is Stage.SUBMITTED:
        return BPS, Why.AS_ACCEPTED
    if piece.stage is Stage.UNBEGUN:
        return 0, Why.UNBEGUN
    if piece.stage is Stage.REVISING and piece.shown_bps > fee_bps:
        return piece.shown_bps, Why.REVISING
    return fee_bps, Why.FEE


def _decided(piece: Piece, back: int) -> Share:
    if piece.stage is Stage.ACCEPTED and back:
        raise ValueError("What is accepted is earned.")
    if not 0 <= back <= piece.paid:
        raise ValueError("No more goes back than was paid.")
    why = {Stage.UNPAID: Why.UNPAID, Stage.ACCEPTED: Why.ACCEPTED}.get(piece.stage, Why.DECIDED)
    return Share(piece.key, piece.paid - back, back, why)
