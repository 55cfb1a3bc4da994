"""The rolling evening, and a rehearsal in it."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from auctions import demo, replaying, services, tasks
from auctions.enums import LotStatus, SaleState
from auctions.models import Bid, Lot, Sale
from auctions.rehearsal.report import findings
from auctions.rehearsal.robots import DOMAIN, Tally
from core import clock
from marketplace.demo import Context
from marketplace.models import Artwork, ArtworkImage
from tests.factories import auctions as make
from tests.factories.auctions import THOUSAND
from tests.factories.imaging import gradient, saved

pytestmark = pytest.mark.django_db


def market(works: int = 6) -> None:
    from marketplace.imaging.services import store_upload

    upload = store_upload(file=saved(gradient()), uploaded_by=None)
    for number in range(works):
        work = make.artwork(price_minor=(number + 3) * THOUSAND, currency="SAR")
        ArtworkImage.objects.create(artwork=work, image=upload, position=1)


def context(lines: list[str]) -> Context:
    return Context(seed=1, works=6, artists=2, pixels=100, folder=Path("/nonexistent"), say=lines.append)


def test_the_first_evening_is_open_and_about_to_close() -> None:
    market()
    lines: list[str] = []
    demo.build(context(lines))
    demo.build(context(lines))
    sale = Sale.objects.get()
    assert (sale.state, sale.series) == (SaleState.OPEN, demo.SERIES)
    lots = list(sale.lots.order_by("number"))
    assert [lot.status for lot in lots] == [LotStatus.OPEN] * 6
    assert lots[0].ends_at is not None
    assert timedelta(minutes=19) < lots[0].ends_at - clock.now() < timedelta(minutes=21)
    assert lots[1].ends_at - lots[0].ends_at == timedelta(minutes=1)  # type: ignore[operator]
    assert all(lot.sale.rules.grid.is_on(lot.opening_minor) for lot in lots)
    assert lots[1].reserve_minor is not None
    assert len(lines) == 1


def test_the_next_evening_begins_when_the_last_has_ended() -> None:
    market()
    tasks.keep_demo_going()
    assert not Sale.objects.exists()  # no demonstration here
    demo.keep_going(first=True)
    tasks.keep_demo_going()
    assert Sale.objects.count() == 1
    for lot in Lot.objects.all():
        services.withdraw_lot(lot=lot, by=None, reason="test")  # type: ignore[arg-type]
    services.advance_next()
    Artwork.objects.update(availability="available", hold_source="")
    tasks.keep_demo_going()
    assert list(Sale.objects.order_by("pk").values_list("state", flat=True)) == ["closed", "open"]


def test_without_works_there_is_no_evening() -> None:
    assert demo.keep_going(first=True) is None
    assert not Sale.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_bids_and_finds_all_whole() -> None:
    make.open_sale(lots=3)
    told = StringIO()
    call_command(
        "rehearse", sale=Sale.objects.get().slug, lots=3, bidders=3, seconds=1.5, pause=0.02, stdout=told
    )
    assert "All accepted bids are there" in told.getvalue()
    assert Bid.objects.exists()
    assert set(Bid.objects.values_list("bidder__email", flat=True)) <= {
        f"robot-00{number}@{DOMAIN}" for number in (1, 2, 3)
    }
    call_command("verify_lots", stdout=told)
    assert "3 lots verified" in told.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_lost_bid_would_be_found() -> None:
    lot = make.open_lot()
    tally = Tally()
    tally.accepted.append(make.bid(lot, make.person(), 5_000))
    assert findings(tally, [lot.pk]) == []
    tally.accepted.append(tally.accepted[0].__class__(**{**tally.accepted[0].as_json(), "seq": 9}))
    assert findings(tally, [lot.pk]) == [f"{lot.wire_id}/9: an accepted bid is not in the database"]


def test_a_forged_row_would_be_found() -> None:
    lot = make.open_lot()
    make.bid(lot, make.person(), 5_000)
    Lot.objects.update(price_minor=2_000_00)
    fresh = Lot.objects.select_related("sale", "leader").get()
    assert [finding.text for finding in replaying.check(fresh)] == [
        "the log's replay is not the stored state"
    ]
    with pytest.raises(CommandError, match="1 findings"):
        call_command("verify_lots", stderr=StringIO(), stdout=StringIO())
