"""What follows a money event: signals upward, mail and notices outward, each once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from accounts.enums import Stage
from core import clock
from mailing.models import EmailMessage, Notification
from orders import handlers, services, signals
from orders.enums import OrderOrigin, RefundReason
from orders.models import Order
from orders.providers import Verdict
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order, payment_of, report_of

pytestmark = pytest.mark.django_db
Relay = Callable[..., int]


@pytest.fixture
def heard() -> Iterator[list[tuple[str, str]]]:
    """Every signal with the number of its order."""
    found: list[tuple[str, str]] = []
    names = ("order_paid", "order_cancelled", "order_expired", "order_refunded")
    receivers = []
    for name in names:

        def receive(sender: Any, order: Order, name: str = name, **_: Any) -> None:
            assert sender is Order
            found.append((name, order.number))

        getattr(signals, name).connect(receive, weak=False)
        receivers.append((getattr(signals, name), receive))
    yield found
    for signal, receive in receivers:
        signal.disconnect(receive)


def _mails() -> list[tuple[str, str]]:
    return list(EmailMessage.objects.order_by("pk").values_list("template", "to_address"))


def test_a_purchase_is_told_by_mail_and_a_won_lot_is_not(run_outbox: Relay) -> None:
    bought = order_of()
    order_of(origin=OrderOrigin.AUCTION)
    run_outbox()
    assert _mails() == [("orders.placed", bought.buyer.email)]


def test_a_paid_order_is_told_to_everybody_once(run_outbox: Relay, heard: list[tuple[str, str]]) -> None:
    owner = UserFactory(language="ar")
    order = paid_order(seller=SellerFactory(owner=owner), origin=OrderOrigin.AUCTION)
    assert heard == []
    run_outbox()
    assert heard == [("order_paid", order.number)]
    handlers.on_paid({"order": order.pk})  # the relay died before it could mark the row
    assert _mails() == [("orders.paid", order.buyer.email)]
    notices = list(Notification.objects.order_by("pk").values_list("user", "kind", "url"))
    assert notices == [
        (order.buyer_id, "orders.paid", f"/en/orders/{order.number}/receipt/"),
        (owner.pk, "orders.sold", f"/ar/orders/{order.number}/"),
    ]


def test_the_receipt_goes_out_in_both_languages(run_outbox: Relay) -> None:
    paid_order(origin=OrderOrigin.AUCTION)
    run_outbox()
    mail = EmailMessage.objects.get()
    assert mail.language == "both"
    for text in (mail.text, mail.html):
        assert text.count("1,850.00") == 2
        assert text.count("241.30") == 2
        assert "صحن الضوء" in text
        assert "Courtyard of Light" in text


def test_each_end_has_its_signal(run_outbox: Relay, heard: list[tuple[str, str]]) -> None:
    cancelled, expired, refunded = order_of(), order_of(), paid_order()
    services.cancel_order(order=cancelled, by=cancelled.buyer)
    services.expire_order(order=expired, now=clock.now() + timedelta(days=9))
    services.refund(order=refunded, by=AdminFactory(), reason=RefundReason.OTHER)
    run_outbox()
    assert sorted(heard) == sorted([
        ("order_cancelled", cancelled.number),
        ("order_expired", expired.number),
        ("order_paid", refunded.number),
        ("order_refunded", refunded.number),
    ])  # fmt: skip
    kinds = set(Notification.objects.values_list("kind", flat=True))
    assert kinds == {"orders.cancelled", "orders.expired", "orders.paid", "orders.refunded"}


def test_a_refusal_and_a_silence_are_told_in_their_own_words(run_outbox: Relay) -> None:
    order = order_of(UserFactory(language="ar"), origin=OrderOrigin.AUCTION)
    services.settle_payment(report=report_of(payment_of(order), Verdict.REFUSED))
    run_outbox()
    services.give_up(payment=payment_of(order), now=clock.now() + timedelta(hours=1))
    run_outbox()
    refused, silent = EmailMessage.objects.order_by("pk")
    assert "رفض بنكك" in refused.text
    assert "لم يردّ بنكك" in silent.text


def test_nobody_is_told_of_a_failure_that_no_longer_matters(run_outbox: Relay) -> None:
    order = order_of(origin=OrderOrigin.AUCTION)
    services.settle_payment(report=report_of(payment_of(order), Verdict.REFUSED))
    services.settle_payment(report=report_of(payment_of(order)))
    run_outbox()
    assert _mails() == [("orders.paid", order.buyer.email)]


def test_a_receiver_that_fails_is_called_again(heard: list[tuple[str, str]]) -> None:
    from core import outbox
    from core.models import OutboxMessage

    order = paid_order(origin=OrderOrigin.AUCTION)

    def broken(**_: Any) -> None:
        raise RuntimeError("higher app is down")

    signals.order_paid.connect(broken, weak=False)
    try:
        outbox.relay_once()
    finally:
        signals.order_paid.disconnect(broken)
    row = OutboxMessage.objects.get(topic="orders.paid")
    assert (row.attempts, "higher app is down" in row.last_error) == (1, True)
    assert not EmailMessage.objects.exists()
    assert Order.objects.get(pk=order.pk).state == "paid"


def test_the_desk_shows_unpaid_orders_first() -> None:
    from orders import desk

    buyer = UserFactory()
    unpaid, paid = order_of(buyer), paid_order(buyer)
    shown = desk.load(buyer)
    assert [order.pk for order in shown["orders"]] == [unpaid.pk, paid.pk]
    assert (shown["unpaid"], desk.count(buyer), desk.count(UserFactory())) == (1, 2, 0)


def test_who_has_paid_for_a_work_is_a_collector(run_outbox: Relay) -> None:
    order = paid_order()
    run_outbox()
    order.buyer.refresh_from_db()
    assert order.buyer.stage == Stage.COLLECTOR


def test_a_part_that_goes_back_is_told_with_its_amount(run_outbox: Relay) -> None:
    order = paid_order(UserFactory(language="ar"), origin=OrderOrigin.AUCTION)
    amounts = {order.lines.get().pk: 50_000}
    services.refund(order=order, by=AdminFactory(), reason=RefundReason.GOODWILL, amounts=amounts)
    run_outbox()
    mail = EmailMessage.objects.get(template="orders.part_refunded")
    assert "500" in mail.text
    assert "جزء من مبلغك" in mail.html
    assert Notification.objects.filter(kind="orders.part_refunded").count() == 1


def test_the_seller_hears_that_a_payment_is_contested(run_outbox: Relay) -> None:
    owner = UserFactory()
    order = paid_order(seller=SellerFactory(owner=owner), origin=OrderOrigin.AUCTION)
    services.settle_payment(report=report_of(order.payments.get(), Verdict.DISPUTED))
    run_outbox()
    assert Notification.objects.filter(user=owner, kind="orders.contested").count() == 1
