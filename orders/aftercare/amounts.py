"""How much of an order a case is about, and how an agreed part of it falls on the lines. Minor units, pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """`left` is what has not gone back yet; `fee` is what bringing the goods costs; `premium` follows its work."""

    pk: int
    left: int
    source: str = ""
    fee: bool = False
    premium: bool = False

    @property
    def chosen_by_hand(self) -> bool:
        return not self.fee and not self.premium


def claim(lines: Iterable[Line], chosen: Iterable[int], *, fees_back: bool) -> dict[int, int]:
    """What is asked for, by line: the chosen works, the premium on them, and the fees with the last work.

    Empty when nothing that may be chosen was, or when nothing of it is left.
    """
    lines, wanted = list(lines), set(chosen)
    goods = [line for line in lines if line.chosen_by_hand and line.pk in wanted]
    if not goods:
        return {}
    every = all(line.pk in wanted or not line.left for line in lines if line.chosen_by_hand)
    sources = {line.source for line in goods if line.source}
    premiums = [line for line in lines if line.premium and (every or line.source in sources)]
    fees = [line for line in lines if line.fee and every and fees_back]
    return {line.pk: line.left for line in (*goods, *premiums, *fees) if line.left > 0}


def share_out(total: int, claimed: Mapping[int, int]) -> dict[int, int]:
    """An agreed amount over the lines in proportion; what is left over goes to the largest remainders.

    No line gets more than was claimed for it. Raises ValueError outside 0 to the sum of the claims.
    """
    whole = sum(claimed.values())
    if not 0 <= total <= whole:
        raise ValueError("An agreed amount lies between nothing and the claim.")
    if not total:
        return {}
    parts = {pk: divmod(total * amount, whole) for pk, amount in claimed.items()}
    left = total - sum(share for share, _rest in parts.values())
    first = sorted(parts, key=lambda pk: (-parts[pk][1], pk))[:left]
    shares = {pk: share + (pk in first) for pk, (share, _rest) in parts.items()}
    return {pk: share for pk, share in shares.items() if share}
