"""The written part of the demo: people, houses, families of works, in both languages (data/*.json)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Text:
    """The same thing said in two languages."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    name: Text
    country: str


@dataclass(frozen=True, slots=True)
class Person:
    """`standing` runs from 1 (first shows) to 5 (shown abroad); it sets the price of a centimetre."""

    name: Text
    bio: Text
    born: int
    city: str
    family: str
    palettes: tuple[str, ...]
    standing: int
    woman: bool


@dataclass(frozen=True, slots=True)
class House:
    name: Text
    about: Text
    address: Text
    city: str
    country: str
    founded: int


@dataclass(frozen=True, slots=True)
class Family:
    """What works of one kind are called, made of, and what is said of them."""

    name: str
    category: str
    size_cm: tuple[int, int]
    ratios: tuple[float, ...]
    subjects: tuple[str, ...]
    mediums: tuple[Text, ...]
    titles: tuple[Text, ...]
    seen: tuple[Text, ...]
    made: tuple[Text, ...]
    alt: Text


@dataclass(frozen=True, slots=True)
class Hanging:
    title: Text
    description: Text
    families: tuple[str, ...]


def _read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _texts(pairs: list[list[str]]) -> tuple[Text, ...]:
    return tuple(Text(*pair) for pair in pairs)


def _both(row: dict[str, Any], name: str) -> Text:
    return Text(row[f"{name}_ar"], row[f"{name}_en"])


@cache
def places() -> dict[str, Place]:
    return {row["slug"]: Place(row["slug"], _both(row, "name"), row["country"]) for row in _read("cities")}


@cache
def people() -> tuple[Person, ...]:
    """One of each family first, so that a few people already show the whole range."""
    rows = [
        Person(
            name=_both(row, "name"),
            bio=_both(row, "bio"),
            born=row["born"],
            city=row["city"],
            family=row["family"],
            palettes=tuple(row["palettes"]),
            standing=row["standing"],
            woman=row["woman"],
        )
        for row in _read("artists")
    ]
    turn = {id(row): sum(one.family == row.family for one in rows[:place]) for place, row in enumerate(rows)}
    return tuple(sorted(rows, key=lambda row: turn[id(row)]))


@cache
def houses() -> tuple[House, ...]:
    return tuple(
        House(
            name=_both(row, "name"),
            about=_both(row, "about"),
            address=_both(row, "address"),
            city=row["city"],
            country=row["country"],
            founded=row["founded"],
        )
        for row in _read("galleries")
    )


@cache
def families() -> dict[str, Family]:
    return {
        name: Family(
            name=name,
            category=row["category"],
            size_cm=(row["size_cm"][0], row["size_cm"][1]),
            ratios=tuple(row["ratios"]),
            subjects=tuple(row["subjects"]),
            mediums=_texts(row["mediums"]),
            titles=_texts(row["titles"]),
            seen=_texts(row["seen"]),
            made=_texts(row["made"]),
            alt=Text(*row["alt"]),
        )
        for name, row in _read("families").items()
    }


@cache
def hangings() -> tuple[Hanging, ...]:
    return tuple(
        Hanging(_both(row, "title"), _both(row, "description"), tuple(row["families"]))
        for row in _read("collections")
    )


@cache
def palette_words() -> dict[str, Text]:
    """How a palette is said in a description of a picture."""
    return {name: Text(*pair) for name, pair in _read("palettes").items()}


@cache
def subject_names() -> dict[str, str]:
    """Arabic names of the subjects; the keys are English."""
    return dict(_read("subjects"))
