from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import QueryDict

from core.pages import PageMissing, paginate
from marketplace.models import ArtworkImage
from marketplace.search import results
from marketplace.search.browse import parse
from marketplace.search.results import browse
from tests.factories.imaging import ImageFactory
from tests.factories.marketplace import ArtistFactory, ArtworkFactory, CityFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts_of_other_tests():
    cache.clear()


def look(address=""):
    return browse(parse(QueryDict(address)))


def titles(address=""):
    return [work.title_en for work in look(address).works[0:50]]


@pytest.fixture
def house():
    riyadh, jeddah = (
        CityFactory(slug="riyadh", name_en="Riyadh", name_ar="الرياض"),
        CityFactory(slug="jeddah"),
    )
    day = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [
        {"title_en": "Old oil", "year": 1960, "price_minor": 1_000_00, "city": riyadh},
        {"title_en": "Dear oil", "year": 2024, "price_minor": 90_000_00, "height_cm": 200, "city": riyadh},
        {
            "title_en": "Print",
            "category": "print",
            "medium_group": "etching",
            "price_minor": 500_00,
            "city": jeddah,
        },
        {"title_en": "Dollars", "price_minor": 1_000_00, "currency": "USD", "availability": "sold"},
        {"title_en": "On request", "price_minor": None, "height_cm": 10, "width_cm": 10, "year": None},
    ]
    for number, row in enumerate(rows):
        ArtworkFactory(published=True, published_at=day + timedelta(days=number), **row)
        ArtworkFactory(title_en="Hidden", state="draft")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", ["On request", "Dollars", "Print", "Dear oil", "Old oil"]),
        ("sort=price", ["Print", "Old oil", "Dollars", "Dear oil", "On request"]),
        ("sort=-price", ["Dear oil", "Dollars", "Old oil", "Print", "On request"]),
        ("sort=largest&category=painting", ["Dear oil", "Dollars", "Old oil", "On request"]),
        ("category=print", ["Print"]),
        (
            "category=print&category=painting&sort=price&medium=oil",
            ["Old oil", "Dollars", "Dear oil", "On request"],
        ),
        ("city=riyadh", ["Dear oil", "Old oil"]),
        ("availability=sold", ["Dollars"]),
        ("size=small", ["On request"]),
        ("size=huge", ["Dear oil"]),
        ("price_from=1000&price_to=4000", ["Dollars", "Old oil"]),
        ("year_to=1990", ["Old oil"]),
        ("year_from=2020&category=painting", ["Dollars", "Dear oil"]),
        ("q=oil&sort=price", ["Print", "Old oil", "Dollars", "Dear oil", "On request"]),
        ("q=nothing+like+it", []),
        ("city=nowhere", []),
    ],
)
def test_conditions_and_orders(house, address, found):
    assert titles(address) == found
    assert look(address).facets.total == len(found)


def test_a_range_of_years_is_found_by_both_ends():
    ArtworkFactory(published=True, title_en="Range", year=1851, year_end=1862)
    assert titles("year_from=1860") == ["Range"]
    assert titles("year_to=1851") == ["Range"]
    assert titles("year_from=1863") == []


def test_relevance_puts_the_title_before_the_description():
    ArtworkFactory(published=True, title_en="Other", description_en="About a courtyard")
    ArtworkFactory(published=True, title_en="Courtyard")
    assert titles("q=courtyard") == ["Courtyard", "Other"]


def test_where_everything_fits_the_newest_comes_first(monkeypatch):
    day = datetime(2026, 1, 1, tzinfo=UTC)
    for number in range(3):
        ArtworkFactory(published=True, title_en=f"Sea {number}", published_at=day + timedelta(days=number))
    monkeypatch.setattr(results, "RANKED_AT_MOST", 2)
    assert titles("q=sea") == ["Sea 2", "Sea 1", "Sea 0"]


def counts(facets, name):
    return {choice.value: choice.count for choice in facets.choices[name]}


def test_a_facet_counts_under_the_conditions_of_the_others(house):
    facets = look("category=print").facets
    assert counts(facets, "category") == {"painting": 4, "print": 1}
    assert counts(facets, "medium") == {"etching": 1}
    assert counts(facets, "city") == {"jeddah": 1}
    both = look("category=painting&availability=available&price_to=5000").facets
    assert counts(both, "availability") == {"available": 1, "sold": 1}
    assert counts(both, "category") == {"painting": 1, "print": 1}
    assert both.total == 1


def test_a_choice_knows_its_name_and_where_it_leads(house, arabic):
    (choice,) = [one for one in look("category=print").facets.choices["category"] if one.value == "print"]
    assert (choice.label, choice.chosen, choice.url) == ("طباعة فنية", True, "?")
    city = look().facets.choices["city"][0]
    assert (city.value, city.label, city.count) == ("riyadh", "الرياض", 2)


def test_prices_and_years_as_bars(house):
    facets = look("price_from=1000&price_to=5000").facets
    bars = [(bar.low, bar.high, bar.count, bar.on) for bar in facets.prices if bar.count]
    assert bars == [
        (500, 1000, 1, False),
        (1000, 1500, 1, True),
        (3000, 5000, 1, True),
        (75000, 100000, 1, False),
    ]
    assert facets.on_request == 1
    years = [(bar.low, bar.high, bar.count) for bar in look().facets.years if bar.count]
    assert years == [(1950, 1980, 1), (2020, None, 3)]


def test_colours_are_those_of_the_first_picture():
    clay, plain = (ArtworkFactory(published=True, title_en=name) for name in ("Clay", "Plain"))
    image = ImageFactory(seed=1)
    ArtworkImage.objects.create(artwork=clay, image=image, position=0)
    ArtworkImage.objects.create(artwork=plain, image=image, position=1)
    colour = image.colours[0]
    assert titles(f"colour={colour}") == ["Clay"]
    facets = look().facets
    assert counts(facets, "colour") == dict.fromkeys(
        sorted(image.colours, key=list(counts(facets, "colour")).index), 1
    )
    assert look(f"colour={colour}").facets.total == 1


def test_chosen_slugs_have_names_on_their_chips(house, arabic):
    artist = ArtistFactory(slug="noura", name_ar="نورة")
    seller = SellerFactory(slug="hafez", name_ar="حافظ")
    chips = look(f"city=riyadh&artist={artist.slug}&seller={seller.slug}").query.chips()
    assert [chip.label for chip in chips] == ["الرياض", "نورة", "حافظ"]


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        # two for the facets, one for cities, one for the numbers of the page, four for its cards
        ("", 8),
        ("category=painting", 8),
        ("price_from=1", 8),
        # two that look how much the words find
        ("q=work", 10),
        # and one for the city on its chip
        ("q=work&city=riyadh&colour=clay", 11),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_takes_the_same_few_queries(django_assert_num_queries, address, queries, rows):
    city = CityFactory(slug="riyadh")
    for _ in range(rows):
        work = ArtworkFactory(published=True, city=city, title_en="Work of art")
        ArtworkImage.objects.create(artwork=work, image=ImageFactory(), position=0)
    cache.clear()
    with django_assert_num_queries(queries):
        page = Paginator(look(address).works, 24).page(1)
        assert [str(work.artist) for work in page]


def test_everything_is_counted_once_a_minute(house, django_assert_num_queries):
    cache.clear()
    assert look().facets.total == 5
    ArtworkFactory(published=True)
    with django_assert_num_queries(1):  # the names of the cities
        assert look().facets.total == 5
    assert look("q=work").facets.total == 1


def test_far_down_and_past_the_end(house):
    assert look().works[4:8] == [look().works[4:5][0]]
    assert look().works[1000:1024] == []


@pytest.mark.parametrize("number", ["1000000000", "9" * 30, "0", "-1", "two"])
def test_a_page_that_does_not_exist_is_told(house, rf, number):
    with pytest.raises(PageMissing):
        paginate(look().works, rf.get("/", {"page": number}))
    assert len(paginate(look().works, rf.get("/", {"page": "١"})).object_list) == 5
