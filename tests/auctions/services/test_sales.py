"""A sale from the draft to its end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from auctions import exceptions, queries, replaying, services
from auctions.enums import LotStatus, SaleState
from auctions.models import Lot, Sale
from core import clock
from marketplace.enums import Availability, PublicationState
from marketplace.exceptions import NotAvailable
from tests.factories import auctions as make
from tests.factories.auctions import SAR

pytestmark = pytest.mark.django_db


def prepared(**fields: Any) -> dict[str, Any]:
    now = clock.now()
    return {
        "title_ar": "مزاد\u202e الربيع",
        "title_en": "Spring <b>sale</b>",
        "terms_ar": "شروط",
        "terms_en": "Terms",
        "starts_at": now + timedelta(hours=1),
        "first_close_at": now + timedelta(hours=2),
        **fields,
    }


def test_a_draft_has_the_houses_policies_and_clean_texts() -> None:
    sale = services.create_sale(by=make.staff(), **prepared(currency="KWD"))
    again = services.create_sale(by=make.staff(), **prepared())
    assert (sale.title_ar, sale.title_en) == ("مزاد الربيع", "Spring <b>sale</b>")  # type: ignore[attr-defined]
    assert (sale.state, sale.rules.grid.code, sale.fee_policy.vat_bps) == (SaleState.DRAFT, "kwd-1", 1_500)
    assert sale.fee_policy.premium_tiers[0] == (500_000_000, 1_800)
    assert again.slug == f"{sale.slug}-2"


def test_who_may_make_a_sale() -> None:
    owner, stranger = make.person(), make.person()
    house = make.seller(owner)
    with pytest.raises(exceptions.NotYourSale):
        services.create_sale(by=stranger, **prepared(seller=house))
    with pytest.raises(exceptions.NotYourSale):
        services.create_sale(by=owner, **prepared())
    assert not Sale.objects.exists()
    assert services.create_sale(by=owner, **prepared(seller=house)).seller == house


def test_times_are_in_order() -> None:
    with pytest.raises(exceptions.TimesInvalid):
        services.create_sale(by=make.staff(), **prepared(first_close_at=clock.now()))


def test_new_terms_are_a_new_version() -> None:
    director = make.staff()
    sale = services.create_sale(by=director, **prepared())
    sale = services.update_sale(sale=sale, by=director, title_en="Autumn sale")
    assert sale.terms_version == 1
    sale = services.update_sale(sale=sale, by=director, terms_en="Other terms")
    assert sale.terms_version == 2


def test_lots_are_entered_in_order_and_on_the_steps() -> None:
    owner = make.person()
    house = make.seller(owner)
    sale = services.create_sale(by=owner, **prepared(seller=house))
    work = make.artwork(seller=house)
    lot = services.create_lot(sale=sale, artwork=work, by=owner, opening_minor=1_000 * SAR)
    second = services.create_lot(
        sale=sale, artwork=make.artwork(seller=house), by=owner, opening_minor=50 * SAR
    )
    assert (lot.number, second.number) == (1, 2)
    with pytest.raises(exceptions.AmountOffGrid) as caught:
        services.create_lot(
            sale=sale,
            artwork=make.artwork(seller=house),
            by=owner,
            opening_minor=1_000 * SAR,
            reserve_minor=1_150 * SAR,
        )
    assert caught.value.http_status == 400
    for other in (
        make.artwork(),
        make.artwork(seller=house, state=PublicationState.DRAFT, published_at=None),
    ):
        with pytest.raises((exceptions.NotYourSale, exceptions.WorkNotFree)):
            services.create_lot(sale=sale, artwork=other, by=owner, opening_minor=1_000 * SAR)
    assert sale.lots.count() == 2
    services.remove_lot(lot=second, by=owner)
    assert sale.lots.count() == 1
    with pytest.raises(exceptions.NotYourSale):
        services.remove_lot(lot=lot, by=make.person())


def test_publishing_sets_the_times_and_holds_the_works() -> None:
    sale = make.sale(interval_seconds=90)
    lots = [make.draft_lot(sale) for _ in range(3)]
    services.publish_sale(sale=sale, by=make.staff())
    ends = list(Lot.objects.order_by("number").values_list("ends_at", flat=True))
    assert ends == [sale.first_close_at + timedelta(seconds=90 * place) for place in range(3)]
    work = lots[0].artwork
    work.refresh_from_db()
    assert (work.availability, work.hold_source) == (Availability.ON_HOLD, f"lot:{lots[0].pk}")
    assert set(Lot.objects.values_list("status", "seq")) == {(LotStatus.SCHEDULED, 1)}


def test_a_work_that_was_sold_meanwhile_stops_the_announcement() -> None:
    sale = make.sale()
    lot = make.draft_lot(sale)
    type(lot.artwork).objects.filter(pk=lot.artwork.pk).update(availability=Availability.SOLD)
    with pytest.raises(NotAvailable):
        services.publish_sale(sale=sale, by=make.staff())
    sale.refresh_from_db()
    assert (sale.state, Lot.objects.get().seq) == (SaleState.DRAFT, 0)


def test_an_unready_sale_is_not_announced() -> None:
    with pytest.raises(exceptions.SaleNotReady):
        services.publish_sale(sale=make.sale(), by=make.staff())
    sale = make.sale(terms_ar="")
    make.draft_lot(sale)
    with pytest.raises(exceptions.SaleNotReady):
        services.publish_sale(sale=sale, by=make.staff())


def test_the_hour_opens_a_sale_and_its_lots() -> None:
    closes = clock.now() + timedelta(hours=1)
    sale = make.sale(starts_at=clock.now() - timedelta(seconds=1), first_close_at=closes)
    make.draft_lot(sale)
    services.publish_sale(sale=sale, by=make.staff())
    assert services.advance_next() == sale
    sale.refresh_from_db()
    assert (sale.state, Lot.objects.get().status) == (SaleState.OPEN, LotStatus.OPEN)
    assert services.advance_next() is None


def test_hold_and_resume_shift_every_open_lot_by_the_pause() -> None:
    sale, director = make.open_sale(lots=3), make.staff()
    before = list(Lot.objects.order_by("pk").values_list("ends_at", flat=True))
    held = clock.now()
    services.hold_sale(sale=sale, by=director, reason="Power cut", now=held)
    assert set(Lot.objects.values_list("status", flat=True)) == {LotStatus.ON_HOLD}
    services.resume_sale(sale=sale, by=director, now=held + timedelta(minutes=25))
    after = Lot.objects.order_by("pk")
    assert [lot.ends_at for lot in after] == [end + timedelta(minutes=25) for end in before]
    fresh = Sale.objects.get()
    assert (fresh.state, fresh.first_close_at) == (
        SaleState.OPEN,
        sale.first_close_at + timedelta(minutes=25),
    )
    for lot in queries.with_details(Lot.objects.all()):
        assert replaying.check(lot) == []


def test_calling_off_before_the_opening_frees_the_works() -> None:
    sale, director = make.sale(), make.staff()
    make.draft_lot(sale)
    services.publish_sale(sale=sale, by=director)
    services.cancel_sale(sale=sale, by=director, reason="Too few lots")
    assert (Sale.objects.get().state, Lot.objects.get().status) == (SaleState.CANCELLED, LotStatus.WITHDRAWN)
    running = make.open_sale()
    with pytest.raises(exceptions.WrongState):
        services.cancel_sale(sale=running, by=director, reason="No")


def test_a_sale_ends_when_its_last_lot_has_closed() -> None:
    sale = make.open_sale(lots=2, ends_in=timedelta(seconds=-3), interval_seconds=0)
    assert services.advance_next() == sale
    assert Sale.objects.get().state == SaleState.CLOSING
    assert services.advance_next() is None
    assert services.close_next() is not None
    assert services.close_next() is not None
    assert services.close_next() is None
    assert services.advance_next() == sale
    done = Sale.objects.get()
    assert done.state == SaleState.CLOSED
    assert done.closed_at is not None


@pytest.mark.parametrize("verb", ["publish_sale", "open_sale", "resume_sale"])
def test_only_the_staff_directs(verb: str) -> None:
    sale = make.sale()
    make.draft_lot(sale)
    with pytest.raises(exceptions.NotYourSale):
        getattr(services, verb)(sale=sale, by=make.person())
    for reasoned in (services.hold_sale, services.cancel_sale):
        with pytest.raises(exceptions.NotYourSale):
            reasoned(sale=sale, by=make.person(), reason="x")
    sale.refresh_from_db()
    assert (sale.state, Lot.objects.get().status) == (SaleState.DRAFT, LotStatus.DRAFT)


def test_a_lot_stopped_for_its_own_reason_stays_so() -> None:
    sale, director = make.open_sale(lots=2), make.staff()
    first, second = sale.lots.order_by("number")
    services.hold_lot(lot=first, by=director, reason="Photograph")
    services.hold_sale(sale=sale, by=director, reason="Power cut")
    with pytest.raises(exceptions.WrongState):
        services.resume_lot(lot=second, by=director)
    services.resume_sale(sale=sale, by=director)
    assert list(sale.lots.order_by("number").values_list("status", flat=True)) == ["on_hold", "open"]
    services.resume_lot(lot=first, by=director)
    assert set(sale.lots.values_list("status", flat=True)) == {"open"}


def test_another_currency_brings_its_own_steps_and_fees_while_there_are_no_lots() -> None:
    sale, director = services.create_sale(by=make.staff(), **prepared()), make.staff()
    sale = services.update_sale(sale=sale, by=director, currency="KWD")
    assert (sale.rules.grid.code, sale.fee_policy.premium_tiers[0][0]) == ("kwd-1", 500_000_000)
    services.create_lot(sale=sale, artwork=make.artwork(), by=director, opening_minor=100_000)
    with pytest.raises(exceptions.CurrencySettled):
        services.update_sale(sale=sale, by=director, currency="SAR")
    assert Sale.objects.get().currency == "KWD"


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"estimate_low_minor": 5}, exceptions.EstimatesInvalid),
        ({"estimate_low_minor": 5, "estimate_high_minor": 4}, exceptions.EstimatesInvalid),
        (
            {"estimate_low_minor": 900 * SAR, "estimate_high_minor": 950 * SAR, "reserve_minor": 1_000 * SAR},
            exceptions.ReserveAboveEstimate,
        ),
        ({"number": 1}, exceptions.NumberTaken),
        ({"number": 0}, exceptions.NumberTaken),
    ],
)
def test_a_lot_that_cannot_be_is_refused_in_words(fields: dict[str, Any], error: type[Exception]) -> None:
    sale, director = make.sale(), make.staff()
    taken = make.draft_lot(sale)
    with pytest.raises(error):
        services.create_lot(
            sale=sale, artwork=make.artwork(), by=director, opening_minor=1_000 * SAR, **fields
        )
    with pytest.raises(exceptions.WorkNotFree):
        services.create_lot(sale=sale, artwork=taken.artwork, by=director, opening_minor=1_000 * SAR)
    assert Lot.objects.count() == 1


def test_a_draft_that_is_called_off_lets_go_of_its_works() -> None:
    sale = make.sale()
    work = make.draft_lot(sale).artwork
    services.cancel_sale(sale=sale, by=make.staff(), reason="Another time")
    assert not Lot.objects.exists()
    assert make.draft_lot(make.sale(), artwork=work).pk
