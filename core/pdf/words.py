"""Words on a sheet: which way a line runs, what the face can draw, where a long text breaks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from fontTools.ttLib import TTFont

from core.bidi import FSI, LRI, PDI, strip_controls

Direction = Literal["ltr", "rtl"]

FONTS: Final = Path(__file__).parent / "fonts"
FACES: Final = {"": FONTS / "alexandria-regular.ttf", "B": FONTS / "alexandria-bold.ttf"}
# Drawn as nothing, but heeded: isolates, and the two joiners of Persian and Urdu words.
_HEEDED: Final = frozenset({FSI, LRI, "\u2067", PDI, "\u200c", "\u200d", "\n"})
_ARABIC: Final = frozenset({"R", "AL"})
_ISOLATED: Final = re.compile(f"[{FSI}{LRI}\u2067][^{PDI}]*{PDI}?")
# What the face lacks, by what it has. Anything else that it lacks becomes a question mark: a document
# for the archive may not refer to a glyph that does not exist.
_STAND_INS: Final = {"\u202f": " ", "\u2009": " ", "\u00a0": " ", "\t": " ", "→": "-", "←": "-", "⃁": "SAR"}


@dataclass(frozen=True, slots=True)
class Two:
    """One thing said in both languages; the sheet's own comes first, the other stands beside it."""

    ar: str
    en: str

    def first(self, language: str) -> str:
        return self.ar if language == "ar" else self.en

    def second(self, language: str) -> str:
        return self.en if language == "ar" else self.ar


def isolate(text: str, *, ltr: bool = False) -> str:
    """The text as an island whose direction is its own: for a number, a name or a code in a sentence."""
    return f"{LRI if ltr else FSI}{text}{PDI}"


def first(text: str | Two, language: str) -> str:
    return text.first(language) if isinstance(text, Two) else text


def second(text: str | Two, language: str) -> str:
    """The other language's words; nothing where there is only one, or both say the same."""
    if not isinstance(text, Two) or text.ar == text.en:
        return ""
    return text.second(language)


def direction(text: str, language: str) -> Direction:
    """An Arabic sheet's line runs from the right as soon as there is one Arabic letter in it.

    In an English sheet the first letter outside isolates decides, so that an Arabic name stands as a whole. A
    line without any Arabic (an amount, a telephone number, a code) always runs from the left.
    """
    if language == "ar":
        return "rtl" if any(unicodedata.bidirectional(char) in _ARABIC for char in text) else "ltr"
    outside = _ISOLATED.sub("", text)
    strong = (unicodedata.bidirectional(char) for char in outside)
    first_strong = next((kind for kind in strong if kind in {"L", *_ARABIC}), "L")
    return "rtl" if first_strong in _ARABIC else "ltr"


def drawable(text: str) -> str:
    """What the face can draw: composed, and without controls but for isolates and joiners."""
    known = _known()
    composed = unicodedata.normalize("NFC", str(text))
    stood_in = "".join(_STAND_INS.get(char, char) for char in composed)
    kept = (char if char in _HEEDED else strip_controls(char) for char in stood_in)
    return "".join(char if char in _HEEDED or ord(char) in known else "?" for char in "".join(kept))


def lines(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    """The text broken at blanks into lines no wider than `width`; a word too long is cut.

    Broken in the order of reading, before any bidi reordering: each line is then laid out by itself.
    """
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split(" "):
            longer = f"{line} {word}" if line else word
            if measure(longer) <= width:
                line = longer
                continue
            if line:
                yield line
            *cut, line = _pieces(word, width, measure)
            yield from cut
        yield line


def _pieces(word: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    piece = ""
    for char in word:
        if piece and measure(piece + char) > width:
            yield piece
            piece = ""
        piece += char
    yield piece


@cache
def _known() -> frozenset[int]:
    with TTFont(FACES[""], lazy=True) as face:
        return frozenset(face.getBestCmap())
