"""The market on paper: the same for the same seed, in both languages, at prices that make sense."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from core.money import EXPONENTS
from marketplace.demo import corpus, plan
from marketplace.demo.art import palettes
from marketplace.enums import Availability, Category

ARABIC = re.compile("[\u0600-\u06ff]")


@pytest.fixture(scope="module")
def market() -> plan.Plan:
    return plan.make(seed=1)


def test_the_same_seed_is_the_same_market(market):
    assert plan.make(seed=1) == market
    assert plan.make(seed=2).works != market.works


def test_a_full_house(market):
    assert (len(market.houses), len(market.people), len(market.works)) == (12, 40, 240)
    assert Counter(work.person.name.en for work in market.works) == dict.fromkeys(
        (person.name.en for person in market.people), 6
    )


def test_a_small_house():
    small = plan.make(works=12, artists=4)
    assert (len(small.houses), len(small.people), len(small.works)) == (1, 4, 12)
    assert len({work.family.name for work in small.works}) == 4


def test_every_text_is_in_both_languages(market):
    texts = [
        getattr(work, name)
        for work in market.works
        for name in ("title", "description", "medium", "alt", "provenance")
    ]
    texts += [text for person in market.people for text in (person.name, person.bio)]
    texts += [text for house in market.houses for text in (house.name, house.about, house.address)]
    texts += [text for hanging in corpus.hangings() for text in (hanging.title, hanging.description)]
    for text in texts:
        letters = "".join(c for c in text.en if c.isalpha())
        assert letters.isascii() or "é" in letters, text.en
        assert ARABIC.search(text.ar), text.ar
        assert "{" not in text.ar + text.en


def test_no_title_twice(market):
    assert max(Counter(work.title.ar for work in market.works).values()) == 1
    assert max(Counter(work.title.en for work in market.works).values()) == 1


def test_more_works_than_titles_are_numbered():
    titles = Counter(work.title.en for work in plan.make(works=400).works)
    assert max(titles.values()) == 1
    assert any(title.endswith(" 2") for title in titles)


def test_the_first_work_fills_a_desk_and_the_next_of_that_hand_a_phone(market):
    wide, tall = [work for work in market.works if work.featured]
    assert wide.number == 0
    assert wide.width_cm / wide.height_cm > 2
    assert tall.width_cm / tall.height_cm < 0.8
    assert wide.person == tall.person
    assert (wide.availability, tall.availability) == ("available", "available")


def test_a_picture_has_the_works_proportions(market):
    for work in market.works:
        assert work.picture.width / work.picture.height == pytest.approx(
            work.width_cm / work.height_cm, rel=0.01
        )


def test_everything_exists(market):
    for work in market.works:
        assert work.picture.palette in palettes.ALL
        assert work.currency in EXPONENTS
        assert work.availability in Availability.values
        assert work.family.category in Category.values
        assert work.person.city in corpus.places()
        assert work.year >= work.person.born + 24
        assert set(work.family.subjects) <= set(corpus.subject_names())
    assert set(corpus.palette_words()) == set(palettes.ALL)


def test_prices_are_round_and_believable(market):
    prices = [work for work in market.works if work.price_minor]
    assert 200 <= len(prices) <= 235
    assert {work.currency for work in prices} == {"SAR", "AED", "KWD"}
    riyals = sorted(work.price_minor // 100 for work in prices if work.currency == "SAR")
    assert riyals[0] >= 1_000
    assert riyals[-1] <= 250_000
    assert all(price % 100 == 0 for price in riyals)


def test_the_mix_of_availability(market):
    mix = Counter(work.availability for work in market.works)
    assert set(mix) == set(Availability.values)
    assert mix["available"] > 170


def test_provenance_reads_as_a_time_line(market):
    from marketplace.views.provenance import moments

    for work in market.works:
        for text in (work.provenance.ar, work.provenance.en):
            years = [int(moment.when) for moment in moments(text)]
            assert years == sorted(years, reverse=True)
            assert years[-1] == work.year
