"""Money that goes back: by line, in parts, never more than came, booked before it is sent."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, transaction

from compliance.models import AuditEntry
from core.models import OutboxMessage
from core.money import Money
from orders import drafts, ledger_check, providers, queries, services
from orders.enums import Account, OrderState, PaymentState, RefundReason, RefundState
from orders.exceptions import NotAllowed, NotRefundable, RefundTooLarge
from orders.models import Claim, Order, Refund
from orders.payments.clients.sandbox import SandboxProvider
from orders.providers import ProviderSilent, RefundAnswer, Verdict
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.orders import SellerFactory, order_of, paid_order, report_of

pytestmark = pytest.mark.django_db


def _lot(**more: object) -> Order:
    lines = drafts.lot_lines(hammer=Money(100_000, "SAR"), title_ar="صحن", title_en="Dish")
    return paid_order(lines=lines, **more)


def _refund(order: Order, **more: object) -> Refund:
    return services.refund(order=order, **{"by": AdminFactory(), "reason": RefundReason.OTHER, **more})


def test_all_of_it_goes_back_and_the_order_has_ended() -> None:
    order, clerk = _lot(), StaffFactory()
    clerk.user_permissions.add(*Permission.objects.filter(codename__in=["change_order", "add_refund"]))
    refund = _refund(order, by=clerk, note="damaged", reason=RefundReason.FAULTY)
    assert ledger_check.problems() == []
    assert services.send_due() == 1
    order.refresh_from_db()
    refund.refresh_from_db()
    assert (order.state, order.refunded, refund.state) == ("refunded", order.total, RefundState.DONE)
    assert order.payments.get().state == PaymentState.REFUNDED
    accounts = ("held", "revenue", "vat", "buyer", "refunds", "provider")
    assert [queries.balance(Account(name), order=order) for name in accounts] == [0] * 6
    entry = AuditEntry.objects.get(action="orders.order.refunded")
    assert (entry.actor_id, entry.note) == (clerk.pk, "damaged")


def test_a_part_of_a_line_takes_from_every_share_in_proportion() -> None:
    order = _lot()
    hammer, premium = order.lines.all()
    refund = _refund(order, amounts={hammer.pk: hammer.gross // 2})
    row = refund.lines.get()
    assert (row.gross, row.vat, row.net) == (57_500, 7_500, 50_000)
    assert (row.share_seller, row.share_revenue, row.share_vat) == (51_750, 5_000, 750)
    order.refresh_from_db()
    assert (order.state, order.refunded, order.part_refunded) == ("paid", 57_500, True)
    assert premium.refunds.count() == 0
    assert ledger_check.problems() == []


@pytest.mark.parametrize("wrong", [1, 10**9, -1])
def test_more_than_is_left_of_a_line_is_refused(wrong: int) -> None:
    order = _lot()
    hammer = order.lines.all()[0]
    if wrong == 1:
        _refund(order, amounts={hammer.pk: hammer.gross})
    with pytest.raises(RefundTooLarge):
        _refund(order, amounts={hammer.pk: wrong})
    assert Refund.objects.count() == (wrong == 1)
    assert ledger_check.problems() == []


def test_nothing_is_not_a_refund() -> None:
    order = _lot()
    with pytest.raises(NotRefundable):
        _refund(order, amounts={})
    with pytest.raises(NotRefundable):
        _refund(order_of())
    assert not Refund.objects.exists()


def test_the_seller_may_pay_back_the_buyer_and_strangers_may_not() -> None:
    owner = UserFactory()
    order = paid_order(seller=SellerFactory(owner=owner))
    for person in (order.buyer, UserFactory(), StaffFactory()):
        with pytest.raises(NotAllowed):
            _refund(order, by=person)
    assert Order.objects.get().refunded == 0
    assert _refund(order, by=owner).amount == order.total


def test_the_database_lets_no_payment_give_back_more_than_it_took() -> None:
    order = paid_order()
    first = _refund(order)
    first.pk, first.reference = None, "again"
    with pytest.raises(DatabaseError, match="more than it took"), transaction.atomic():
        first.save(force_insert=True)


def test_a_silent_provider_leaves_the_refund_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    refund = _refund(paid_order())
    asked: list[str] = []

    def silent(_self: object, row: Refund) -> RefundAnswer:
        asked.append(row.reference)
        raise ProviderSilent

    monkeypatch.setattr(SandboxProvider, "refund", silent)
    assert services.send_due() == 0
    monkeypatch.undo()
    assert services.send_due() == 1
    refund.refresh_from_db()
    assert (refund.state, asked) == (RefundState.DONE, [refund.reference])
    assert services.send_due() == 0
    assert ledger_check.problems() == []


def test_a_provider_that_needs_time_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    refund = _refund(paid_order())
    monkeypatch.setattr(SandboxProvider, "refund", lambda _self, _row: RefundAnswer.PENDING)
    monkeypatch.setattr(SandboxProvider, "ask_refund", lambda _self, _row: None)
    assert services.send_refund(refund=refund).state == RefundState.SENT
    assert ledger_check.problems() == []
    monkeypatch.setattr(SandboxProvider, "ask_refund", lambda _self, _row: RefundAnswer.DONE)
    assert services.send_due() == 1


def test_a_refused_refund_waits_for_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    refund = _refund(paid_order())
    monkeypatch.setattr(SandboxProvider, "refund", lambda _self, _row: RefundAnswer.REFUSED)
    refund = services.send_refund(refund=refund)
    assert refund.state == RefundState.REFUSED
    with pytest.raises(NotAllowed):
        services.settle_refund_by_hand(refund=refund, by=UserFactory(), note="")
    done = services.settle_refund_by_hand(refund=refund, by=AdminFactory(), note="bank transfer 5")
    assert done.state == RefundState.DONE
    assert ledger_check.problems() == []


def test_a_refused_refund_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    refund = _refund(paid_order())
    with pytest.raises(NotRefundable):
        services.retry_refund(refund=refund, by=AdminFactory())
    monkeypatch.setattr(SandboxProvider, "refund", lambda _self, _row: RefundAnswer.REFUSED)
    services.send_refund(refund=refund)
    monkeypatch.undo()
    services.retry_refund(refund=Refund.objects.get(), by=AdminFactory())
    assert services.send_due() == 1


def test_the_providers_word_finishes_a_refund_however_often_it_comes() -> None:
    refund = _refund(paid_order())
    payment = refund.payment
    for number in range(2):
        report = report_of(
            payment, Verdict.REFUNDED, event_id=f"r{number}", refund_reference=refund.reference
        )
        services.settle_payment(report=report)
    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
    assert ledger_check.problems() == []


def test_a_work_goes_back_on_sale_only_when_that_was_agreed() -> None:
    kept, freed = paid_order(), paid_order()
    _refund(kept, amounts={kept.lines.get().pk: 1})
    _refund(freed, restock=True)
    assert list(Claim.objects.values_list("order", flat=True)) == [kept.pk]
    told = OutboxMessage.objects.get(topic="orders.goods_returned")
    assert told.payload == {"order": freed.pk, "sources": [freed.source]}


def test_one_work_of_two_goes_back_and_may_be_sold_again() -> None:
    lines = [
        *drafts.item_lines(price=Money(100, "SAR"), title_ar="أ", title_en="A", source="artwork:1"),
        *drafts.item_lines(price=Money(200, "SAR"), title_ar="ب", title_en="B", source="artwork:2"),
    ]
    order = paid_order(lines=lines, source="")
    first = order.lines.all()[0]
    _refund(order, amounts={first.pk: first.gross}, restock=True)
    order.refresh_from_db()
    assert (order.state, list(order.claims.values_list("source", flat=True))) == (
        OrderState.PAID,
        ["artwork:2"],
    )


def test_an_unknown_provider_is_an_error_of_ours() -> None:
    with pytest.raises(providers.ProviderUnknown):
        services.start_payment(orders=[order_of()], by=UserFactory(), provider="nobody")
