"""Random histories: whoever does whatever in whichever order, the books balance and nobody gets more than was paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db.models import Sum

from core import clock
from core.errors import SoukError
from core.money import Money
from orders import drafts, ledger_check, vat
from orders import services as orders
from orders.aftercare import services
from orders.aftercare.enums import CaseKind, RefusalReason
from orders.aftercare.models import Case, CaseLine
from orders.enums import LineKind, OrderState, RefundReason
from orders.models import Order, RefundLine
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.aftercare import case_of, delivered, two_works
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db

Act = Callable[[Random, Case, Any, datetime], Any]


def _part(dice: Random, case: Case) -> int:
    return dice.choice([0, 1, case.claimed // 3, case.claimed - 1, case.claimed, case.claimed + 1])


ACTS: list[Act] = [
    lambda dice, case, by, now: services.approve(case=case, by=by, goods_back=dice.random() < 0.6, now=now),
    lambda dice, case, by, now: services.refuse(
        case=case, by=by, reason=dice.choice(list(RefusalReason)), note="No.", now=now
    ),
    lambda dice, case, by, now: services.accept(case=case, by=by, now=now),
    lambda dice, case, by, now: services.escalate(case=case, by=by, note="Please.", now=now),
    lambda dice, case, by, now: services.take_back(case=case, by=by, now=now),
    lambda dice, case, by, now: services.send_back(
        case=case, by=by, carrier="By hand", tracking="1", now=now
    ),
    lambda dice, case, by, now: services.receive(case=case, by=by, now=now),
    lambda dice, case, by, now: services.inspect(
        case=case, by=by, amount=_part(dice, case), note="So.", restock=dice.random() < 0.5, now=now
    ),
    lambda dice, case, by, now: services.decide(
        case=case, by=by, amount=_part(dice, case), note="So.", goods_back=dice.random() < 0.5, now=now
    ),
    lambda dice, case, by, now: services.say(case=case, by=by, text="And?", now=now),
    lambda dice, case, by, now: services.sweep(now=now),
    lambda dice, case, by, now: orders.complete_due(now=now),
    lambda dice, case, by, now: orders.refund(
        order=case.order,
        by=None,
        reason=RefundReason.GOODWILL,
        amounts={case.lines.first().line_id: dice.choice([1, 5_000, 400_000])},
        now=now,
    ),
]


def _with_delivery() -> list[drafts.LineDraft]:
    fee = drafts.fee_line(
        kind=LineKind.SHIPPING,
        net=Money(15_000, "SAR"),
        text_ar="التوصيل",
        text_en="Delivery",
        treatment=vat.own(),
    )
    return [*two_works(), fee]


def _true_to_the_last_halala(order: Order) -> None:
    order.refresh_from_db()
    assert ledger_check.problems() == []
    for line in order.lines.all():
        back = RefundLine.objects.filter(line=line).aggregate(sum=Sum("gross"))["sum"] or 0
        assert back <= line.gross
        assert CaseLine.objects.filter(line=line, open=True).count() <= 1
    for case in Case.objects.filter(order=order).select_related("refund"):
        paid = case.refund.amount if case.refund else 0
        assert paid <= case.claimed
        assert paid == (case.agreed if case.refund else 0)
        assert case.lines.filter(open=True).exists() is case.status.open
    holding = Case.objects.filter(order=order, holds_order=True).exists()
    assert not holding or order.state in {OrderState.DISPUTED, OrderState.REFUNDED, OrderState.DELIVERED}
    assert order.state != OrderState.DISPUTED or holding


@pytest.mark.parametrize("seed", range(12))
def test_random_histories_keep_the_books_right(seed: int) -> None:
    dice, owner, staff = Random(seed), UserFactory(), AdminFactory()
    order = delivered(seller=SellerFactory(owner=owner), lines=_with_delivery())
    works = [line.pk for line in order.lines.all() if not LineKind(line.kind).fee]
    now, done = clock.now(), 0
    for _ in range(40):
        now += timedelta(hours=dice.choice([1, 20, 75]))
        case = Case.objects.filter(order=order).order_by("?").first()
        if case is None or dice.random() < 0.2:
            lines = dice.sample(works, dice.choice([1, 2]))
            given = {"kind": dice.choice(list(CaseKind)), "lines": lines, "now": now}
            work = lambda given=given: case_of(order, **given)  # noqa: E731
        else:
            by = dice.choice([order.buyer, owner, staff])
            act = dice.choice(ACTS)
            work = lambda act=act, case=case, by=by, now=now: act(dice, case, by, now)  # noqa: E731
        try:
            work()
        except SoukError:
            continue
        done += 1
        _true_to_the_last_halala(order)
    assert done
