"""The words of a contract, made from its terms in both languages, and the hash that proves them.

A text is made of clauses with an empty line between them; the first line of a clause is its heading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import override

from commissions.contracts import clauses
from commissions.contracts.terms import Terms
from core.chain import canonical


@dataclass(frozen=True, slots=True)
class Clause:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    ar: str
    en: str
    sha256: str


def write(terms: Terms, number: int) -> Texts:
    """Version `number` of the contract in both languages."""
    arabic, english = _in("ar", terms, number), _in("en", terms, number)
    return Texts(arabic, english, fingerprint(terms.as_json(), arabic, english))


def fingerprint(terms: Mapping[str, Any], arabic: str, english: str) -> str:
    """SHA-256 over the canonical JSON of the terms and both texts: anyone can recompute it."""
    return hashlib.sha256(canonical({"terms": dict(terms), "ar": arabic, "en": english})).hexdigest()


def read(text: str) -> list[Clause]:
    """The clauses of a kept text, for page and paper."""
    return [Clause(lines[0], tuple(lines[1:])) for lines in _blocks(text)]


def _blocks(text: str) -> Iterator[list[str]]:
    for block in text.split("\n\n"):
        if lines := block.split("\n"):
            yield lines


def _in(language: str, terms: Terms, number: int) -> str:
    with override(language):
        found = [
            [f"{place}. {heading}", *filter(None, map(_one_line, paragraphs))]
            for place, (heading, paragraphs) in enumerate(clauses.all_of(terms, number, language), start=1)
        ]
    return "\n\n".join("\n".join(lines) for lines in found)


def _one_line(paragraph: str) -> str:
    """What people wrote may have lines of its own; the clause has none."""
    return " ".join(str(paragraph).split())
