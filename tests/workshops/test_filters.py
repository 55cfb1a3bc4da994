"""What an address asks of the programme: read, told, written back."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from workshops.filters import NAMES, EventQuery, FiltersInvalid, month_name, parse, strictly

ALL = (
    "q=خط&kind=talk&kind=fair&category=calligraphy&level=beginner&language=ar&place=online&city=jeddah"
    "&month=2026-12&free=1&price_from=100&price_to=500&when=past"
)


def read(address: str) -> EventQuery:
    query, problems = parse(QueryDict(address))
    assert problems == ()
    return query


def test_an_address_is_read_and_written_back():
    query = read(ALL)
    assert query == EventQuery(
        q="خط",
        kind=("talk", "fair"),
        category=("calligraphy",),
        level=("beginner",),
        language=("ar",),
        place=("online",),
        city=("jeddah",),
        month=("2026-12",),
        free=True,
        price_from=100,
        price_to=500,
        when="past",
    )
    assert read(query.url.removeprefix("?")) == query


def test_nothing_asked_has_no_address():
    assert (read("").url, read("").is_plain, read("when=past").is_plain, read("free=1").is_plain) == (
        "",
        True,
        True,
        False,
    )
    assert read("kind=&month=&free=&price_to=&q=&utm=x") == EventQuery()


def test_digits_of_both_scripts():
    assert read("price_to=١٬٥٠٠&month=٢٠٢٦-٠٣") == EventQuery(price_to=1500, month=("2026-03",))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("kind=party", "kind"),
        ("category=x", "category"),
        ("level=9", "level"),
        ("language=fr", "language"),
        ("place=moon", "place"),
        ("month=2026-13", "month"),
        ("month=december", "month"),
        ("free=maybe", "free"),
        ("when=never", "when"),
        ("price_to=cheap", "price_to"),
        ("price_from=-5", "price_from"),
        ("price_from=99999999999", "price_from"),
        ("price_from=500&price_to=100", "price_from"),
        ("city=" + "a" * 201, "city"),
    ],
)
def test_what_cannot_be_used_is_named_and_left_out(address: str, name: str):
    query, problems = parse(QueryDict(f"{address}&q=reed"))
    assert (query, [problem.name for problem in problems]) == (EventQuery(q="reed"), [name])
    with pytest.raises(FiltersInvalid) as refusal:
        strictly(QueryDict(address))
    assert refusal.value.text == problems[0].text


def test_chips_take_off_one_condition_each():
    with translation.override("en"):
        chips = {chip.label: chip.url for chip in read("kind=talk&kind=fair&month=2026-12&free=1").chips()}
    assert chips == {
        "Talk": "?kind=fair&month=2026-12&free=1",
        "Fair": "?kind=talk&month=2026-12&free=1",
        "December 2026": "?kind=talk&kind=fair&free=1",
        "Free": "?kind=talk&kind=fair&month=2026-12",
    }


def test_chips_in_arabic():
    query = EventQuery(
        kind=("talk",), month=("2026-12",), price_to=500, city=("jeddah",), cities={"jeddah": "جدة"}
    )
    with translation.override("ar"):
        assert [chip.label for chip in query.chips()] == ["لقاء", "جدة", "ديسمبر 2026", "حتى 500 ريال"]
        assert month_name("2027-01") == "يناير 2027"


def test_clearing_keeps_the_words_and_the_direction():
    assert read(ALL).cleared() == EventQuery(q="خط", when="past")


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=30), max_size=3)))
def test_no_address_breaks_it(params: dict[str, list[str]]):
    address = QueryDict(mutable=True)
    for name, values in params.items():
        address.setlist(name, values)
    query, _problems = parse(address)
    again, problems = parse(QueryDict(query.url.removeprefix("?")))
    assert (again, problems) == (query, ())
