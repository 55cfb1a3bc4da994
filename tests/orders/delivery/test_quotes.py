"""Quotes from the price lists in the tables: the house's, and a seller's own."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from core.money import Money
from orders.addresses import PostalAddress
from orders.delivery import loading, quotes
from orders.delivery.enums import Method
from orders.delivery.models import Rate, RateCard, Zone
from orders.delivery.rating import Parcel
from orders.drafts import both
from orders.enums import LineKind
from tests.factories.delivery import KUWAITI, SAUDI, house_rates
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db
SUNDAY = date(2026, 11, 22)
HERE = PostalAddress.from_dict(SAUDI)


@pytest.fixture(autouse=True)
def _rates() -> None:
    house_rates()


def quoted(parcel: Parcel | None = None, **given: object) -> dict[str, quotes.Quote]:
    terms = {"ship_from": HERE, "ship_to": HERE, "today": SUNDAY, **given}
    items = [parcel or Parcel(Money(1_000_000, "SAR"), 100, 80, 4, 6_000)]
    return {one.code: one for one in quotes.quote(items=items, **terms)}  # type: ignore[arg-type]


def test_the_house_quotes_in_both_languages_before_vat(english: None) -> None:
    door = quoted()["door"]
    assert [(line.kind, line.description_ar, line.description_en, line.net) for line in door.lines] == [
        (LineKind.SHIPPING, "توصيل حتى الباب", "Delivery to the door", Money(12_000, "SAR")),
        (LineKind.INSURANCE, *both(LineKind.INSURANCE.label), Money(4_500, "SAR")),
    ]
    assert (door.net, door.promised, door.days_text) == (
        Money(16_500, "SAR"),
        date(2026, 11, 25),
        "1 to 3 working days",
    )


def test_days_are_counted_in_arabic(arabic: None) -> None:
    assert quoted()["door"].days_text == "من 1 إلى 3 أيام عمل"


def test_pick_up_is_free_and_names_the_seller_s_place(arabic: None) -> None:
    pickup = quoted()["pickup"]
    assert (pickup.net, list(pickup.lines), pickup.asks) == (Money.zero("SAR"), [], False)
    assert pickup.note == HERE.one_line("ar")


def test_another_currency_has_its_own_rows_and_three_decimals() -> None:
    there = PostalAddress.from_dict(KUWAITI)
    parcel = Parcel(Money(1_000_000, "KWD"), 100, 80, 4, 6_000)
    door = quoted(parcel, ship_to=there, currency="KWD")["door"]
    assert [line.net for line in door.lines] == [Money(43_000, "KWD"), Money(4_500, "KWD")]


def test_a_currency_without_rows_asks() -> None:
    parcel = Parcel(Money(1_000_000, "JPY"), 100, 80, 4, 6_000)
    door = quoted(parcel)["door"]
    assert (door.asks, list(door.lines), door.promised) == (True, [], None)


def test_what_was_not_measured_is_said(english: None) -> None:
    note = quoted(Parcel(Money(1_000, "SAR")))["door"].note
    assert note == "The seller has not measured the work; the price holds for works up to one metre."


def test_a_seller_s_own_list_comes_first() -> None:
    seller = SellerFactory()
    card = RateCard.objects.create(seller=seller, name="Ours", pickup=False)
    zone = Zone.objects.get(code="city")
    Rate.objects.create(
        card=card,
        zone=zone,
        method=Method.DOOR,
        currency="SAR",
        side_cm=300,
        weight_g=90_000,
        price=777,
        days_min=1,
        days_max=2,
    )
    found = quoted(seller=seller)
    assert {code: one.net.minor for code, one in found.items()} == {"door": 777}
    card.active = False
    card.save()
    assert quoted(seller=seller)["door"].net == quoted()["door"].net


def test_without_an_address_a_seller_still_has_a_country() -> None:
    assert quotes.origin_of(SellerFactory(country="KW")) == PostalAddress(country="KW")
    full = SellerFactory(address=SAUDI)
    assert quotes.origin_of(full) == HERE


def test_every_zone_of_the_data_can_be_reached_and_every_band_is_priced() -> None:
    data = loading.read()
    assert set(Zone.objects.values_list("code", flat=True)) == {zone["code"] for zone in data["zones"]}
    assert set(Rate.objects.values_list("zone__code", flat=True)) == {zone["code"] for zone in data["zones"]}
    bands = sum(len(entry["bands"]) * len(loading._currencies(entry)) for entry in data["rates"])
    assert Rate.objects.count() == bands


def test_loading_twice_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = list(Rate.objects.values_list("pk", "price"))
    Rate.objects.filter(pk=before[0][0]).update(price=1)
    call_command("load_rates")
    assert Rate.objects.get(pk=before[0][0]).price == 1
    assert (RateCard.objects.count(), Rate.objects.count()) == (1, len(before))
    assert "House rates 2026" in capsys.readouterr().out


@pytest.mark.parametrize("works", [1, 3])
def test_a_quote_asks_the_database_as_often_for_three_works(
    works: int, django_assert_num_queries: object
) -> None:
    seller = SellerFactory()
    items = [Parcel(Money(1_000_000, "SAR"), 100, 80, 4, 6_000)] * works
    with django_assert_num_queries(6):  # type: ignore[operator]
        quotes.quote(items=items, seller=seller, ship_to=HERE, today=SUNDAY)
