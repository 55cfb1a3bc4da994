"""From the closed event to the order, the mails and the fate of the work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from auctions import handlers, queries, services
from auctions.enums import LotStatus
from auctions.models import Lot
from mailing.models import EmailMessage, Notification
from marketplace.enums import Availability
from orders.fees import lot_bill
from orders.models import Order
from orders.signals import goods_returned, order_cancelled, order_paid
from tests.factories import auctions as make
from tests.factories.auctions import SAR
from tests.factories.orders import order_of

pytestmark = pytest.mark.django_db


def won_lot(*, reserve: int | None = None) -> tuple[Lot, Any, Any]:
    """A closed lot with its winner and the one who lost."""
    lot = make.open_lot(ends_in=timedelta(seconds=-5), reserve_minor=reserve)
    winner, loser = make.person(language="ar"), make.person(language="en")
    early = lot.ends_at - timedelta(minutes=30)  # type: ignore[operator]
    make.bid(lot, loser, 20_000, now=early)
    make.bid(lot, winner, 44_000, now=early)
    services.close_lot(lot=lot)
    return queries.with_details(Lot.objects.all()).get(pk=lot.pk), winner, loser


def test_the_winner_gets_an_order_that_sums_exactly() -> None:
    lot, winner, _ = won_lot()
    assert (lot.status, lot.price_minor) == (LotStatus.SOLD, 22_000 * SAR)
    handlers.on_lot_closed({"lot": lot.pk})
    order = Order.objects.get()
    bill = lot_bill(22_000 * SAR, lot.sale.fee_policy)
    assert (order.buyer, order.source, order.origin) == (winner, f"lot:{lot.pk}", "auction")
    assert (order.total, order.net, order.vat) == (bill.total, bill.net, bill.vat)
    assert [line.net for line in order.lines.all()] == [bill.hammer, bill.premium]
    assert sum(line.gross for line in order.lines.all()) == order.total


def test_it_may_come_twice() -> None:
    lot, winner, loser = won_lot()
    for _ in range(2):
        handlers.on_lot_closed({"lot": lot.pk})
    assert Order.objects.count() == 1
    mails = EmailMessage.objects.filter(template__startswith="auctions.")
    assert sorted(mails.values_list("template", "user")) == [
        ("auctions.lost", loser.pk),
        ("auctions.won", winner.pk),
    ]
    kinds = Notification.objects.filter(kind__startswith="auctions.").values_list("kind", "user")
    assert sorted(kinds) == [("auctions.lost", loser.pk), ("auctions.won", winner.pk)]


def test_mails_speak_the_readers_language_and_show_the_numbers() -> None:
    """Invariant 32: the same numbers in both languages."""
    lot, winner, loser = won_lot()
    handlers.on_lot_closed({"lot": lot.pk})
    won = EmailMessage.objects.get(user=winner, template="auctions.won")
    lost = EmailMessage.objects.get(user=loser, template="auctions.lost")
    total = lot_bill(22_000 * SAR, lot.sale.fee_policy).total
    assert (won.language, lost.language) == ("ar", "en")
    assert "فزت" in won.subject or "القطعة" in won.subject
    assert "22,000" in won.text
    assert f"{total / 100:,.2f}".rstrip("0").rstrip(".") in won.text
    assert "22,000" in lost.text
    assert "another bidder" in lost.text
    assert "44,000" not in lost.text + won.text


def test_an_unsold_lot_frees_the_work_and_says_so() -> None:
    lot, _, loser = won_lot(reserve=90_000 * SAR)
    assert lot.status == LotStatus.UNSOLD_RESERVE
    handlers.on_lot_closed({"lot": lot.pk})
    lot.artwork.refresh_from_db()
    assert lot.artwork.availability == Availability.AVAILABLE
    assert not Order.objects.exists()
    assert "reserve" in EmailMessage.objects.get(user=loser).text
    assert "90,000" not in EmailMessage.objects.get(user=loser).text


def test_paying_sells_the_work_and_refunding_frees_it() -> None:
    lot, *_ = won_lot()
    handlers.on_lot_closed({"lot": lot.pk})
    order = Order.objects.get()
    order_paid.send(sender=Order, order=order)
    lot.artwork.refresh_from_db()
    assert lot.artwork.availability == Availability.SOLD
    goods_returned.send(sender=Order, order=order, sources=[order.source])
    lot.artwork.refresh_from_db()
    assert lot.artwork.availability == Availability.AVAILABLE


def test_an_order_that_falls_through_frees_the_work() -> None:
    lot, *_ = won_lot()
    handlers.on_lot_closed({"lot": lot.pk})
    order_cancelled.send(sender=Order, order=Order.objects.get())
    lot.artwork.refresh_from_db()
    assert lot.artwork.availability == Availability.AVAILABLE


def test_other_orders_are_none_of_our_business() -> None:
    for order in (order_of(source="artwork:1"), order_of(source="")):
        order_paid.send(sender=Order, order=order)
        order_cancelled.send(sender=Order, order=order)


def test_outbid_is_told_while_it_is_true_and_once_in_five_minutes() -> None:
    lot, first, second = make.open_lot(), make.person(language="en"), make.person()
    make.bid(lot, first, 3_000)
    make.bid(lot, second, 5_000)
    payload = {"lot": lot.pk, "user": first.pk, "seq": 4, "price": 3_200 * SAR}
    for _ in range(2):
        handlers.on_outbid(payload)
    mail = EmailMessage.objects.get()
    assert (mail.user, mail.template) == (first, "auctions.outbid")
    assert "3,200" in mail.text
    assert "5,000" not in mail.text
    assert Notification.objects.get().kind == "auctions.outbid"


def test_who_leads_again_is_not_told_of_an_old_outbid() -> None:
    lot, first, second = make.open_lot(), make.person(), make.person()
    make.bid(lot, first, 3_000)
    make.bid(lot, second, 5_000)
    make.bid(lot, first, 9_000)
    handlers.on_outbid({"lot": lot.pk, "user": first.pk, "seq": 4, "price": 1})
    assert not EmailMessage.objects.exists()


def test_watchers_hear_of_the_opening_and_bidders_of_a_withdrawal_and_a_void() -> None:
    lot, watcher, bidder = make.open_lot(), make.person(), make.person()
    services.watch(user=watcher, lot=lot)
    handlers.on_sale_opened({"sale": lot.sale_id})
    answer = make.bid(lot, bidder, 5_000)
    services.void_bids(lot=lot, by=make.staff(), seqs=[answer.seq], reason="x")
    handlers.on_bids_voided({"lot": lot.pk, "seqs": [answer.seq]})
    make.bid(lot, bidder, 6_000)
    services.withdraw_lot(lot=lot, by=make.staff(), reason="x")
    handlers.on_lot_withdrawn({"lot": lot.pk})
    told = sorted(Notification.objects.values_list("kind", "user"))
    assert told == [
        ("auctions.opened", watcher.pk),
        ("auctions.voided", bidder.pk),
        ("auctions.withdrawn", bidder.pk),
    ]
