"""What delivery costs: by hand, and as properties over any parcel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import CurrencyMismatch, Money
from orders.delivery.enums import Method
from orders.delivery.rating import (
    USUAL_SIDE_CM,
    Band,
    Cover,
    Crate,
    Note,
    Parcel,
    Place,
    Rated,
    Tariff,
    ZoneRule,
    rate,
    working_day,
)

SUNDAY = date(2026, 11, 22)
RIYADH, JEDDAH, DUBAI = Place("SA", "الرياض"), Place("SA", "Jeddah"), Place("AE", "Dubai")


def sar(major: int) -> Money:
    return Money(major * 100, "SAR")


TARIFF = Tariff(
    "SAR",
    zones=(
        ZoneRule("city", same_country=True, same_city=True),
        ZoneRule("coast", same_country=True, cities=frozenset({"جدة"})),
        ZoneRule("country", same_country=True),
        ZoneRule("gulf", origins=frozenset({"SA"}), countries=frozenset({"AE", "KW"})),
    ),
    bands=(
        Band("city", Method.DOOR, 60, 10_000, sar(60), (1, 3)),
        Band("city", Method.DOOR, 200, 60_000, sar(280), (1, 3)),
        Band("city", Method.WALL, 200, 60_000, sar(520), (2, 5)),
        Band("coast", Method.DOOR, 200, 60_000, sar(300), (2, 4)),
        Band("country", Method.DOOR, 200, 60_000, sar(480), (2, 6)),
        Band("gulf", Method.DOOR, 200, 60_000, sar(1_300), (3, 8)),
    ),
    crates=(Crate(60, sar(350)), Crate(200, sar(1_400))),
    cover=Cover(45, sar(25), sar(2_000_000)),
    pickup=True,
    volume_divisor=5_000,
)
SMALL = Parcel(sar(10_000), 50, 40, 4, 3_000)


def ways(*parcels: Parcel, end: Place = RIYADH, tariff: Tariff = TARIFF) -> dict[Method, Rated]:
    rated = rate(tariff, parcels or (SMALL,), start=RIYADH, end=end, today=SUNDAY)
    return {one.method: one for one in rated}


def test_within_the_city_every_way_is_offered_with_its_money() -> None:
    found = ways()
    assert list(found) == [Method.DOOR, Method.WALL, Method.CRATED, Method.PICKUP]
    assert [(one.shipping, one.crating, one.insurance) for one in found.values()] == [
        (sar(60), sar(0), sar(45)),
        (sar(520), sar(0), sar(45)),
        (sar(60), sar(350), sar(45)),
        (sar(0), sar(0), sar(0)),
    ]
    assert found[Method.DOOR].net == sar(105)


@pytest.mark.parametrize(
    ("end", "price"),
    [
        (Place("SA", "Riyadh"), 60),
        (Place("SA", "Ar-Riyadh"), 60),
        (JEDDAH, 300),
        (Place("SA", "جدة"), 300),
        (Place("SA", "Rida"), 480),
        (Place("SA"), 480),
        (DUBAI, 1_300),
    ],
)
def test_the_zone_follows_the_place_in_either_script(end: Place, price: int) -> None:
    assert ways(end=end)[Method.DOOR].shipping == sar(price)


def test_where_there_is_no_price_the_buyer_asks() -> None:
    found = ways(end=Place("NP", "Kathmandu"))
    assert found[Method.DOOR].notes == {Note.NOT_SERVED}
    assert found[Method.DOOR].asks
    assert list(found) == [Method.DOOR, Method.PICKUP]


def test_too_large_and_too_dear_ask_instead_of_guessing() -> None:
    assert ways(replace(SMALL, width_cm=201))[Method.DOOR].notes == {Note.TOO_LARGE}
    assert ways(replace(SMALL, weight_g=60_001))[Method.DOOR].notes == {Note.TOO_LARGE}
    assert ways(replace(SMALL, value=sar(2_000_001)))[Method.DOOR].notes == {Note.TOO_DEAR}


def test_what_was_not_measured_is_reckoned_with_a_usual_size_and_said() -> None:
    unknown = ways(Parcel(sar(10_000)))
    usual = ways(Parcel(sar(10_000), USUAL_SIDE_CM, USUAL_SIDE_CM, 10, 8_000))
    assert unknown[Method.DOOR].shipping == usual[Method.DOOR].shipping
    assert unknown[Method.DOOR].notes == {Note.SIZE_ASSUMED}
    assert ways(replace(SMALL, weight_g=None))[Method.DOOR].notes == {Note.WEIGHT_ASSUMED}


def test_a_frame_takes_its_room() -> None:
    flat = Parcel(sar(1_000), 60, 40, 4, 2_000)
    assert ways(flat)[Method.DOOR].shipping == sar(60)
    assert ways(replace(flat, framed=True))[Method.DOOR].shipping == sar(280)


def test_bulk_weighs_unless_the_list_says_otherwise() -> None:
    bulky = Parcel(sar(1_000), 60, 60, 60, 2_000)  # 216,000 cm³ count as 43.2 kg
    assert bulky.charged_g(5_000) == 43_200
    assert ways(bulky)[Method.DOOR].shipping == sar(280)
    assert ways(bulky, tariff=replace(TARIFF, volume_divisor=0))[Method.DOOR].shipping == sar(60)


def test_several_works_share_a_journey_and_have_a_crate_each() -> None:
    found = ways(SMALL, SMALL)
    assert found[Method.CRATED].crating == sar(700)
    assert found[Method.CRATED].insurance == sar(90)
    assert found[Method.DOOR].shipping == sar(60)


def test_insurance_has_a_least_price_and_nothing_for_nothing() -> None:
    assert ways(replace(SMALL, value=sar(100)))[Method.DOOR].insurance == sar(25)
    assert ways(replace(SMALL, value=sar(0)))[Method.DOOR].insurance == sar(0)


def test_another_currency_is_never_converted() -> None:
    with pytest.raises(CurrencyMismatch):
        ways(replace(SMALL, value=Money(1_000, "KWD")))
    in_dinars = rate(
        Tariff("KWD"), [replace(SMALL, value=Money(1_000, "KWD"))], start=RIYADH, end=RIYADH, today=SUNDAY
    )
    assert [one.notes for one in in_dinars] == [{Note.NOT_SERVED}]


def test_nothing_cannot_be_delivered() -> None:
    with pytest.raises(ValueError, match="Nothing"):
        rate(TARIFF, [], start=RIYADH, end=RIYADH, today=SUNDAY)


@pytest.mark.parametrize(
    ("start", "days", "country", "day"),
    [
        (date(2026, 11, 22), 3, "SA", date(2026, 11, 25)),  # Sunday to Wednesday
        (date(2026, 11, 26), 1, "SA", date(2026, 11, 29)),  # over Friday and Saturday
        (date(2026, 11, 27), 1, "AE", date(2026, 11, 30)),  # over Saturday and Sunday
        (date(2026, 11, 27), 0, "SA", date(2026, 11, 27)),
    ],
)
def test_promises_count_the_working_days_of_the_place(
    start: date, days: int, country: str, day: date
) -> None:
    assert working_day(start, days, country) == day


def test_the_promise_is_the_last_of_the_days() -> None:
    assert ways()[Method.DOOR].promised == date(2026, 11, 25)
    assert ways()[Method.DOOR].days == (1, 3)


sides = st.integers(1, 400)
parcels = st.builds(
    Parcel,
    value=st.integers(0, 300_000_000).map(lambda minor: Money(minor, "SAR")),
    width_cm=sides,
    height_cm=sides,
    depth_cm=st.integers(1, 80),
    weight_g=st.integers(1, 100_000),
    framed=st.booleans(),
)
ends = st.sampled_from([RIYADH, JEDDAH, DUBAI])


@given(
    parcels,
    ends,
    st.sampled_from(["width_cm", "height_cm", "depth_cm", "weight_g", "value", "framed"]),
    st.integers(1, 90),
)
def test_larger_heavier_dearer_never_costs_less(parcel: Parcel, end: Place, field: str, more: int) -> None:
    before = getattr(parcel, field)
    after = {"value": lambda: before + sar(more), "framed": lambda: True}.get(field, lambda: before + more)()
    small, large = ways(parcel, end=end), ways(replace(parcel, **{field: after}), end=end)
    for method in (Method.DOOR, Method.WALL, Method.CRATED):
        if method in small:
            assert large[method].asks or (not small[method].asks and small[method].net <= large[method].net)


@given(parcels, parcels, ends)
def test_one_more_work_never_makes_it_cheaper(one: Parcel, other: Parcel, end: Place) -> None:
    alone, both = ways(one, end=end)[Method.DOOR], ways(one, other, end=end)[Method.DOOR]
    assert both.asks or (not alone.asks and alone.net <= both.net)


@given(parcels, ends)
def test_every_answer_adds_up_and_is_told_before_it_is_late(parcel: Parcel, end: Place) -> None:
    for rated in ways(parcel, end=end).values():
        assert rated.net == rated.shipping + rated.crating + rated.insurance
        assert rated.asks == (rated.promised is None)
        if rated.promised:
            assert rated.promised >= SUNDAY
