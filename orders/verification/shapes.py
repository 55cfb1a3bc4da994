"""How the number of a paper looks in each country; the shapes are data (orders/data/papers.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from core.bidi import clean_line
from core.digits import western
from orders.verification.enums import PaperKind
from orders.verification.exceptions import NumberInvalid

DATA = Path(__file__).resolve().parent.parent / "data" / "papers.toml"


@cache
def _shapes() -> dict[str, dict[str, dict[str, Any]]]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def example(country: str, kind: PaperKind) -> str:
    return str(_of(country, kind)["example"])


def number(text: str, country: str, kind: PaperKind) -> str:
    """The number in one writing: western digits, capitals, no blanks. Raises NumberInvalid."""
    shape = _of(country, kind)
    plain = re.sub(r"\s+", "", western(clean_line(text))).upper()
    if not re.fullmatch(shape["pattern"], plain, re.ASCII):
        raise NumberInvalid(example=shape["example"])
    return plain


def _of(country: str, kind: PaperKind) -> dict[str, Any]:
    shapes = _shapes()
    return shapes.get(country, {}).get(kind.value) or shapes["other"][kind.value]
