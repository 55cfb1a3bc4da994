"""One line of mixed text as runs in the order in which they are drawn, from the left (UAX #9, rule L2).

fpdf2 resolves the levels well, but then draws runs in the order of the text: a number inside Arabic inside
an English line would tear the Arabic apart. So the runs are put in order here, and the marks that only
steered (isolates) are left out of what is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

from core.bidi import BIDI_CONTROLS


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one direction, in the order of reading; an odd level runs from the right."""

    text: str
    level: int

    @property
    def direction(self) -> TextDirection:
        return TextDirection.RTL if self.level % 2 else TextDirection.LTR


def visual(text: str, base: TextDirection) -> list[Run]:
    """The runs of a line from left to right."""
    paragraph = BidiParagraph(text=text, base_direction=base, preserve_bn_chars=True)
    levels = [(char.character, char.embedding_level) for char in paragraph.get_characters()]
    runs = [
        Run("".join(char for char, _level in group), level)
        for level, group in groupby(levels, key=lambda pair: pair[1])
    ]
    return [shown for run in _reorder(runs) if (shown := _without_marks(run)).text]


def _reorder(runs: Sequence[Run]) -> list[Run]:
    """From the highest level down to the lowest odd one, what stands at it or above is turned round."""
    ordered = list(runs)
    odd = [run.level for run in runs if run.level % 2]
    if not odd:
        return ordered
    for level in range(max(run.level for run in runs), min(odd) - 1, -1):
        ordered = _turned(ordered, level)
    return ordered


def _turned(runs: Sequence[Run], level: int) -> list[Run]:
    """Each stretch of runs at this level or above, back to front."""
    turned: list[Run] = []
    for high, group in groupby(runs, key=lambda run: run.level >= level):
        stretch = list(group)
        turned += reversed(stretch) if high else stretch
    return turned


def _without_marks(run: Run) -> Run:
    return Run("".join(char for char in run.text if char not in BIDI_CONTROLS), run.level)
