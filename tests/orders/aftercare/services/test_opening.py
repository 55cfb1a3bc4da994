"""A buyer asks, and the law answers or the seller is asked."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from compliance.models import AuditEntry
from core import clock
from orders import services as orders
from orders.aftercare import services
from orders.aftercare.enums import CaseKind
from orders.aftercare.exceptions import (
    NoRight,
    NothingChosen,
    NothingLeft,
    NotPossible,
    NotYours,
    OpenAlready,
    TooManyPhotos,
    WordsMissing,
)
from orders.aftercare.models import Case, CaseEntry, CaseLine, CasePhoto
from orders.enums import Delivery, OrderOrigin, RefundReason
from orders.models import Order, Refund
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.aftercare import bought, case_of, delivered, picture, shipped, two_works
from tests.factories.orders import SellerFactory, order_of, paid_order

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _lines(order: Order) -> list[int]:
    return list(order.lines.values_list("pk", flat=True))


def test_a_withdrawal_in_time_is_approved_by_the_law_itself() -> None:
    order = delivered()
    case = case_of(order, CaseKind.WITHDRAWAL, explanation="")
    order.refresh_from_db()
    told = (case.state, case.by_law, case.article, case.return_cost, case.goods_back, case.claimed)
    assert told == ("approved", True, "13", "buyer", True, 185_000)
    assert (order.state, order.state_before, case.holds_order) == ("disputed", "delivered", True)
    steps = list(case.entries.values_list("side", "before", "after"))
    assert steps == [("buyer", "", "requested"), ("system", "requested", "approved")]
    actions = AuditEntry.objects.filter(action__startswith="aftercare.").order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "aftercare.case.requested",
        "aftercare.case.approved",
    ]


def test_to_the_instant_of_the_last_day() -> None:
    order = delivered()
    end = order.delivered_at + 7 * DAY
    with pytest.raises(NoRight):
        case_of(order, CaseKind.WITHDRAWAL, now=end + timedelta(microseconds=1))
    assert Case.objects.count() == 0
    assert case_of(order, CaseKind.WITHDRAWAL, now=end).state == "approved"


def test_a_won_lot_may_be_returned_like_anything_else() -> None:
    order = delivered(origin=OrderOrigin.AUCTION)
    assert case_of(order, CaseKind.WITHDRAWAL).by_law is True


def test_made_to_order_is_not_taken_back_for_a_change_of_mind_but_for_a_fault() -> None:
    order = delivered(made_to_order=True)
    with pytest.raises(NoRight):
        case_of(order, CaseKind.WITHDRAWAL)
    case = case_of(order, CaseKind.FAULTY)
    assert (case.state, case.return_cost, case.by_law) == ("requested", "seller", True)


def test_a_service_withdrawn_from_is_paid_back_at_once() -> None:
    order = paid_order(delivery=Delivery.NONE)
    case = case_of(order, CaseKind.WITHDRAWAL)
    order.refresh_from_db()
    refund = Refund.objects.get()
    assert (case.state, case.agreed, case.refund) == ("refunded", 185_000, refund)
    assert (refund.amount, refund.reason, refund.restock) == (185_000, RefundReason.WITHDRAWAL, True)
    assert (order.state, order.refunded) == ("refunded", 185_000)


def test_a_fault_asks_the_seller_and_waits() -> None:
    now = clock.now()
    case = case_of(now=now)
    assert (case.state, case.waits_for, case.due_at) == ("requested", "seller", now + 3 * DAY)
    assert Refund.objects.count() == 0


def test_what_is_on_its_way_is_not_stopped_but_held_when_it_has_arrived(run_outbox: Any) -> None:
    order = shipped()
    case = case_of(order, CaseKind.INPUT_ERROR)
    order.refresh_from_db()
    assert (order.state, case.holds_order) == ("shipped", False)
    orders.advance(order=order, to="delivered", by=None)
    run_outbox()
    order.refresh_from_db()
    case.refresh_from_db()
    assert (order.state, case.holds_order) == ("disputed", True)


def test_a_cancellation_stops_the_parcel() -> None:
    order = bought()
    case = case_of(order, CaseKind.CANCEL, explanation="")
    order.refresh_from_db()
    assert (case.state, case.goods_back, case.return_cost) == ("requested", False, "nobody")
    assert order.state == "disputed"


def test_another_problem_before_dispatch_stops_nothing() -> None:
    order = bought()
    case = case_of(order, CaseKind.OTHER)
    order.refresh_from_db()
    assert (order.state, case.by_law, case.holds_order) == ("paid", False, False)


def test_some_works_of_an_order() -> None:
    order = delivered(lines=two_works())
    first, second = _lines(order)
    case = case_of(order, lines=[second])
    assert list(case.lines.values_list("line", "amount", "open")) == [(second, 92_000, True)]
    with pytest.raises(OpenAlready):
        case_of(order, lines=[first, second])
    other = case_of(order, lines=[first])
    assert [case.number, other.number] == [f"{order.number}-C1", f"{order.number}-C2"]
    assert CaseLine.objects.count() == 2


def test_the_database_itself_allows_one_open_case_a_line() -> None:
    order = delivered()
    case = case_of(order)
    line = case.lines.get()
    services.take_back(case=case, by=order.buyer)
    again = case_of(order)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseLine.objects.filter(pk=line.pk).update(open=True)
    assert list(CaseLine.objects.filter(open=True).values_list("case", flat=True)) == [again.pk]


@pytest.mark.parametrize("kind", [CaseKind.FAULTY, CaseKind.OTHER, CaseKind.LATE])
def test_who_complains_says_why(kind: CaseKind) -> None:
    order = delivered() if kind is not CaseKind.LATE else bought()
    later = clock.now() + 30 * DAY
    with pytest.raises(WordsMissing):
        case_of(order, kind, explanation=" \u202e ", now=later)
    assert Case.objects.count() == 0


def test_lines_of_somebody_else_are_no_choice() -> None:
    order, other = delivered(), delivered()
    for lines in ([], _lines(other), [0]):
        with pytest.raises(NothingChosen):
            case_of(order, lines=lines)
    assert Case.objects.count() == 0


def test_what_went_back_already_cannot_be_asked_for_again() -> None:
    order = delivered(lines=two_works())
    first = _lines(order)[0]
    orders.refund(order=order, by=None, amounts={first: 185_000}, reason=RefundReason.GOODWILL)
    with pytest.raises(NothingLeft):
        case_of(order, lines=[first])


def test_only_what_is_left_is_claimed() -> None:
    order = delivered()
    orders.refund(order=order, by=None, amounts={_lines(order)[0]: 85_000}, reason=RefundReason.GOODWILL)
    assert case_of(order).claimed == 100_000


def test_an_unpaid_order_has_no_case() -> None:
    order = order_of()
    with pytest.raises(NotPossible):
        case_of(order, CaseKind.CANCEL)
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    "origin", [OrderOrigin.DEPOSIT, OrderOrigin.MEMBERSHIP, OrderOrigin.TICKET, OrderOrigin.COMMISSION]
)
def test_what_is_no_purchase_or_has_a_way_of_its_own_has_no_case(origin: OrderOrigin) -> None:
    order = paid_order(origin=origin)
    with pytest.raises(NotPossible):
        case_of(order, CaseKind.OTHER)
    assert Case.objects.count() == 0


def test_a_workshop_that_has_taken_place_is_not_taken_back_for_a_change_of_mind() -> None:
    order = paid_order(origin=OrderOrigin.TICKET, delivery=Delivery.NONE)
    assert orders.complete_order(order=order)
    order.refresh_from_db()
    with pytest.raises(NoRight):
        case_of(order, CaseKind.WITHDRAWAL)
    assert case_of(order, CaseKind.NOT_AS_DESCRIBED).state == "requested"


def test_nobody_asks_in_the_buyers_name() -> None:
    owner = UserFactory()
    order = delivered(seller=SellerFactory(owner=owner))
    for person in (UserFactory(), owner, AdminFactory()):
        with pytest.raises(NotYours):
            case_of(order, by=person)
    assert (Case.objects.count(), CaseEntry.objects.count()) == (0, 0)


def test_photos_come_with_it_once_each() -> None:
    case = case_of(files=[picture(), picture(), picture(colour="#17623c")])
    assert CasePhoto.objects.filter(case=case).count() == 2
    assert list(case.entries.values_list("kind", flat=True)) == ["step", "photos"]


def test_thirteen_photos_are_too_many() -> None:
    many = [picture(colour=f"#{place * 18:02x}4060") for place in range(13)]
    with pytest.raises(TooManyPhotos):
        case_of(files=many)
    assert (Case.objects.count(), CasePhoto.objects.count()) == (0, 0)


def test_words_are_cleaned_of_what_turns_the_line() -> None:
    assert case_of(explanation="  broken\u202e frame ").explanation == "broken frame"
