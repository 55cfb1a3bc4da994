from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from marketplace.enums import Availability, Category, MediumGroup, SizeClass
from marketplace.imaging.enums import Swatch
from marketplace.search.browse import BrowseInvalid, BrowseQuery, Sort, parse


def ask(address):
    return parse(QueryDict(address))


def test_nothing_asked_is_everything_newest_first():
    query = ask("")
    assert (query, query.is_plain, query.ordering, query.url) == (BrowseQuery(), True, Sort.NEWEST, "?")


def test_a_whole_address():
    query = ask(
        "q=نون&category=painting&category=print&medium=oil&size=large&colour=clay&city=riyadh&availability=available"
        "&price_from=٥٬٠٠٠&price_to=70,000&year_from=1950&sort=-price&utm_source=mail&page=3"
    )
    assert query.category == ("painting", "print")
    assert (query.price_from, query.price_to, query.year_from, query.year_to) == (5000, 70000, 1950, None)
    assert (query.q, query.ordering, query.is_plain) == ("نون", Sort.PRICE_DOWN, False)


def test_words_ask_for_what_fits_unless_told_otherwise():
    assert ask("q=gulf").ordering is Sort.RELEVANCE
    assert ask("q=gulf&sort=newest").ordering is Sort.NEWEST
    assert ask("sort=relevance").ordering is Sort.NEWEST


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("category=wallpaper", "category"),
        ("colour=beige", "colour"),
        ("price_from=cheap", "price_from"),
        ("price_from=-5", "price_from"),
        ("price_to=99999999999999999999", "price_to"),
        ("year_from=0", "year_from"),
        ("year_to=soon", "year_to"),
        ("price_from=9&price_to=5", "price_from"),
        ("year_from=2000&year_to=1990", "year_from"),
        ("sort=beauty", "sort"),
        ("q=" + "x" * 201, "q"),
    ],
)
def test_a_bad_parameter_is_named_and_the_rest_stands(address, name, english):
    with pytest.raises(BrowseInvalid) as refusal:
        ask(f"{address}&medium=oil")
    assert [problem.name for problem in refusal.value.problems] == [name]
    assert refusal.value.text
    assert refusal.value.query.medium == ("oil",)


def test_the_message_is_arabic_for_an_arabic_reader(arabic):
    with pytest.raises(BrowseInvalid) as refusal:
        ask("category=wallpaper")
    assert refusal.value.text == "لا خيار باسم «wallpaper»."


def test_turning_characters_are_stripped():
    assert ask("q=%E2%80%AEgulf").q == "gulf"


def test_chips_lead_to_the_query_without_them(english):
    query = ask("q=gulf&category=print&city=riyadh&price_from=5000&price_to=70000&year_to=1990")
    labelled = BrowseQuery(**{**_values(query), "labels": {"city:riyadh": "Riyadh"}})
    assert [(chip.name, chip.label, chip.url) for chip in labelled.chips()] == [
        ("q", "gulf", "?category=print&city=riyadh&price_from=5000&price_to=70000&year_to=1990"),
        ("category", "Print", "?q=gulf&city=riyadh&price_from=5000&price_to=70000&year_to=1990"),
        ("city", "Riyadh", "?q=gulf&category=print&price_from=5000&price_to=70000&year_to=1990"),
        ("price", "From SAR 5,000 to SAR 70,000", "?q=gulf&category=print&city=riyadh&year_to=1990"),
        ("year", "Up to 1990", "?q=gulf&category=print&city=riyadh&price_from=5000&price_to=70000"),
    ]


def test_chips_speak_arabic(arabic):
    labels = [chip.label for chip in ask("category=print&price_from=5000&size=small").chips()]
    assert labels == ["طباعة فنية", "صغير، حتى 40 سم", "من 5,000 ريال"]


def test_toggling_twice_is_nothing():
    query = ask("category=print")
    assert query.toggled("medium", "oil").url == "?category=print&medium=oil"
    assert query.toggled("medium", "oil").toggled("medium", "oil") == query
    assert query.cleared() == BrowseQuery()


def test_sorting_by_what_is_usual_leaves_no_trace():
    assert ask("q=gulf&sort=price").sorted_by(Sort.RELEVANCE).url == "?q=gulf"
    assert ask("").sorted_by(Sort.LARGEST).url == "?sort=largest"


def _values(query):
    return {name: getattr(query, name) for name in query.__slots__ if name != "labels"}


slugs = st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), max_size=3, unique=True).map(tuple)


def some(choices):
    return st.lists(st.sampled_from(choices.values), max_size=3, unique=True).map(tuple)


queries = st.builds(
    BrowseQuery,
    q=st.sampled_from(["", "gulf", "نون", 'two "words here"']),
    category=some(Category),
    medium=some(MediumGroup),
    availability=some(Availability),
    size=some(SizeClass),
    colour=some(Swatch),
    city=slugs,
    artist=slugs,
    subject=slugs,
    price_from=st.none() | st.integers(0, 100),
    price_to=st.none() | st.integers(100, 10**9),
    year_from=st.none() | st.integers(1, 1500),
    year_to=st.none() | st.integers(1500, 2200),
    sort=st.sampled_from(["", *Sort.values]),
)


@given(queries)
def test_an_address_read_back_is_the_same_query(query):
    assert ask(query.url.removeprefix("?")) == query


@given(
    st.dictionaries(
        st.sampled_from(["q", "category", "price_from", "year_to", "sort", "city"]), st.text(max_size=20)
    )
)
def test_any_parameters_give_a_query_or_a_clear_refusal(params):
    data = QueryDict(mutable=True)
    for name, value in params.items():
        data.appendlist(name, value)
    try:
        found = parse(data)
    except BrowseInvalid as refusal:
        found = refusal.query
        assert refusal.problems  # noqa: PT017  one of two good ends
    assert ask(found.url.removeprefix("?")) == found
