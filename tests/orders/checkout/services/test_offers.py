from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from core.money import Money
from mailing.models import EmailMessage, Notification
from marketplace.enums import Availability
from orders.checkout import services
from orders.checkout.enums import OfferMove, OfferState
from orders.checkout.exceptions import (
    NotOnShelf,
    NotYourOffer,
    NotYourTurn,
    OfferClosed,
    OfferNotBetter,
    OffersClosed,
    OfferTooHigh,
    OfferTooLow,
    OfferTwice,
    PriceAsked,
    RoundsOver,
    Unavailable,
)
from orders.checkout.models import Offer, OfferStep, OfferTerms
from orders.enums import OrderOrigin
from orders.exceptions import NotManager, OwnSale
from orders.models import Order
from orders.services import cancel_order, expire_due, settle_payment, start_payment
from tests.factories.accounts import UserFactory
from tests.factories.checkout import (
    house_rates,
    offer_of,
    owned_work,
    placed,
    ready,
    shown_of,
    source_of,
    work_of,
)
from tests.factories.orders import report_of

pytestmark = pytest.mark.django_db


def riyals(minor):
    return Money(minor, "SAR")


def standing(work):
    work.refresh_from_db()
    return work.availability, work.hold_source


@pytest.fixture
def talk():
    """A work, its owner, a buyer, and an offer of 1,500 for 1,850."""
    work, owner = owned_work()
    buyer = UserFactory()
    return work, owner, buyer, offer_of(work, buyer=buyer)


# Making


def test_an_offer_waits_for_the_seller_and_holds_nothing(talk):
    work, _owner, buyer, offer = talk
    assert (offer.state, offer.amount, offer.asking, offer.round) == ("open", 150_000, 185_000, 1)
    assert offer.expires_at - offer.created_at == timedelta(days=3)
    assert standing(work) == (Availability.AVAILABLE, "")
    step = offer.steps.get()
    assert (step.move, step.amount, step.by) == ("offered", 150_000, buyer)


@pytest.mark.parametrize(
    ("amount", "refusal"), [(92_499, OfferTooLow), (185_000, OfferTooHigh), (200_000, OfferTooHigh)]
)
def test_from_half_the_price_to_just_below_it(amount, refusal):
    with pytest.raises(refusal):
        offer_of(amount=amount)
    assert Offer.objects.count() == 0


@pytest.mark.parametrize("amount", [92_500, 184_999])
def test_both_ends_are_heard(amount):
    assert offer_of(amount=amount).amount == amount


def test_what_cannot_be_offered_for():
    with pytest.raises(NotOnShelf):
        offer_of(work_of(published=False))
    with pytest.raises(Unavailable):
        offer_of(work_of(availability=Availability.SOLD))
    with pytest.raises(PriceAsked):
        offer_of(work_of(price_minor=None))
    work, owner = owned_work()
    with pytest.raises(OwnSale):
        offer_of(work, buyer=owner)


def test_a_sellers_own_terms():
    work, owner = owned_work()
    services.set_offer_terms(seller=work.seller, by=owner, allowed=True, minimum_bps=9_000)
    with pytest.raises(OfferTooLow):
        offer_of(work, amount=160_000)
    services.set_offer_terms(seller=work.seller, by=owner, allowed=False, minimum_bps=9_000)
    with pytest.raises(OffersClosed):
        offer_of(work, amount=170_000)
    with pytest.raises(NotManager):
        services.set_offer_terms(seller=work.seller, by=UserFactory(), allowed=True, minimum_bps=1_000)
    assert OfferTerms.objects.get().minimum_bps == 9_000


def test_one_living_offer_a_buyer_and_work(talk):
    work, _owner, buyer, offer = talk
    with pytest.raises(OfferTwice):
        offer_of(work, buyer=buyer, amount=160_000)
    services.withdraw_offer(offer=offer, by=buyer)
    assert offer_of(work, buyer=buyer, amount=160_000).state == "open"
    assert offer_of(work, amount=100_000).state == "open"


# Answering


def test_three_rounds_and_then_yes_or_no(talk):
    _work, owner, buyer, offer = talk
    for asked, offered in ((180_000, 155_000), (175_000, 160_000)):
        services.counter_offer(offer=offer, by=owner, amount=riyals(asked))
        services.counter_offer(offer=offer, by=buyer, amount=riyals(offered), message="Please.")
    services.counter_offer(offer=offer, by=owner, amount=riyals(170_000))
    with pytest.raises(RoundsOver):
        services.counter_offer(offer=offer, by=buyer, amount=riyals(165_000))
    offer.refresh_from_db()
    assert (offer.state, offer.round, offer.amount) == ("countered", 3, 170_000)
    assert [step.move for step in offer.steps.all()] == ["offered", "countered"] * 3


@pytest.mark.parametrize("amount", [150_000, 149_000, 185_001, 200_000])
def test_a_counter_lies_above_the_offer_and_within_the_price(talk, amount):
    _work, owner, _buyer, offer = talk
    with pytest.raises(OfferNotBetter):
        services.counter_offer(offer=offer, by=owner, amount=riyals(amount))
    offer.refresh_from_db()
    assert (offer.state, offer.amount) == ("open", 150_000)


@pytest.mark.parametrize("amount", [150_000, 170_000, 180_000])
def test_the_buyers_next_lies_between_the_two(talk, amount):
    _work, owner, buyer, offer = talk
    services.counter_offer(offer=offer, by=owner, amount=riyals(170_000))
    with pytest.raises(OfferNotBetter):
        services.counter_offer(offer=offer, by=buyer, amount=riyals(amount))


def test_another_currency_is_no_answer(talk):
    _work, owner, _buyer, offer = talk
    with pytest.raises(OfferNotBetter):
        services.counter_offer(offer=offer, by=owner, amount=Money(160_000, "USD"))


def test_only_whose_turn_it_is(talk):
    _work, owner, buyer, offer = talk
    for verb in (services.accept_offer, services.decline_offer):
        with pytest.raises(NotYourTurn):
            verb(offer=offer, by=buyer)
    services.counter_offer(offer=offer, by=owner, amount=riyals(170_000))
    with pytest.raises(NotYourTurn):
        services.accept_offer(offer=offer, by=owner)


def test_an_outsider_answers_nothing(talk):
    _work, _owner, _buyer, offer = talk
    other = UserFactory()
    for verb in (services.accept_offer, services.decline_offer, services.withdraw_offer):
        with pytest.raises(NotYourOffer):
            verb(offer=offer, by=other)
    offer.refresh_from_db()
    assert (offer.state, offer.steps.count(), Order.objects.count()) == ("open", 1, 0)


def test_no_is_the_end(talk):
    _work, owner, buyer, offer = talk
    services.decline_offer(offer=offer, by=owner, message="Not below 1,700.")
    with pytest.raises(OfferClosed):
        services.accept_offer(offer=offer, by=owner)
    with pytest.raises(OfferClosed):
        services.withdraw_offer(offer=offer, by=buyer)
    assert offer.steps.last().message == "Not below 1,700."


def test_yes_places_an_order_that_holds_the_work(talk):
    work, owner, buyer, offer = talk
    now = clock.now()
    accepted = services.accept_offer(offer=offer, by=owner, now=now)
    order = accepted.order
    assert (order.buyer, order.total, order.origin, order.source) == (
        buyer, 150_000, OrderOrigin.OFFER, source_of(work),
    )  # fmt: skip
    assert order.due_at == accepted.expires_at == now + timedelta(hours=48)
    assert standing(work) == ("on_hold", f"order:{order.pk}")


def test_the_buyer_says_yes_to_a_counter(talk):
    _work, owner, buyer, offer = talk
    services.counter_offer(offer=offer, by=owner, amount=riyals(170_000))
    assert services.accept_offer(offer=offer, by=buyer).order.total == 170_000


def test_a_work_that_is_gone_cannot_be_promised(talk):
    work, owner, _buyer, offer = talk
    house_rates()
    placed(work)
    with pytest.raises(Unavailable):
        services.accept_offer(offer=offer, by=owner)
    offer.refresh_from_db()
    assert (offer.state, offer.order, offer.steps.count()) == ("open", None, 1)


# Afterwards


def pay(order, buyer):
    house_rates()
    checkout = ready(services.start_for_orders(user=buyer, orders=[order]))
    services.place_checkout(checkout=checkout, by=buyer, shown=shown_of(checkout))
    payment = start_payment(orders=[order], by=buyer, provider="sandbox")
    settle_payment(report=report_of(payment))


def test_paid_closes_the_others(talk, run_outbox):
    work, owner, buyer, offer = talk
    other = offer_of(work, amount=140_000)
    order = services.accept_offer(offer=offer, by=owner).order
    run_outbox()
    other.refresh_from_db()
    assert other.state == "open"  # nothing is paid yet
    pay(order, buyer)
    run_outbox()
    for row, state in ((offer, "bought"), (other, "declined")):
        row.refresh_from_db()
        assert row.state == state
    assert other.steps.last().move == OfferMove.SOLD
    assert standing(work)[0] == "sold"


def test_not_paid_in_time_frees_the_work_and_ends_the_offer(talk, run_outbox):
    work, owner, _buyer, offer = talk
    order = services.accept_offer(offer=offer, by=owner).order
    assert expire_due(now=order.due_at + timedelta(seconds=1)) == 1
    run_outbox()
    offer.refresh_from_db()
    assert (offer.state, offer.steps.last().move, standing(work)) == ("expired", "unpaid", ("available", ""))


def test_cancelled_is_withdrawn(talk, run_outbox):
    work, owner, buyer, offer = talk
    order = services.accept_offer(offer=offer, by=owner).order
    cancel_order(order=order, by=buyer)
    run_outbox()
    offer.refresh_from_db()
    assert (offer.state, standing(work)) == ("withdrawn", ("available", ""))


def test_bought_at_its_price_by_somebody_else_closes_it(talk, run_outbox):
    work, _owner, _buyer, offer = talk
    house_rates()
    checkout = placed(work)
    payment = services.pay_checkout(checkout=checkout, by=checkout.user, currency="SAR", provider="sandbox")
    settle_payment(report=report_of(payment))
    run_outbox()
    offer.refresh_from_db()
    assert (offer.state, offer.steps.last().move) == (OfferState.DECLINED, OfferMove.SOLD)


def test_unanswered_runs_out(talk, run_outbox):
    _work, _owner, _buyer, offer = talk
    assert services.expire_offers(now=offer.expires_at - timedelta(seconds=1)) == 0
    assert services.expire_offers(now=offer.expires_at) == 1
    assert services.expire_offers(now=offer.expires_at) == 0
    offer.refresh_from_db()
    assert (offer.state, offer.steps.last().move) == ("expired", "expired")
    run_outbox()


def test_each_side_is_told_in_its_language(talk, run_outbox):
    _work, owner, buyer, offer = talk
    owner.language = "ar"
    owner.save()
    services.counter_offer(offer=offer, by=owner, amount=riyals(170_000), message="<b>كلمة</b>")
    services.accept_offer(offer=offer, by=buyer)
    run_outbox()
    mails = {mail.to_address: mail for mail in EmailMessage.objects.filter(key__startswith="offer_step:")}
    assert set(mails) == {owner.email, buyer.email}
    assert "1,500" in mails[owner.email].subject
    assert "ريال" in mails[owner.email].text
    assert "1,700" in mails[buyer.email].text
    assert "<b>" not in mails[buyer.email].html.split("blockquote")[1]
    kinds = (
        Notification.objects.filter(kind__startswith="checkout.").order_by("pk").values_list("kind", "user")
    )
    assert list(kinds) == [
        ("checkout.offer_received", owner.pk),
        ("checkout.offer_countered", buyer.pk),
        ("checkout.offer_agreed", owner.pk),
    ]


def test_what_was_said_stays():
    offer = offer_of()
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError), transaction.atomic():
        OfferStep.objects.filter(offer=offer).update(amount=1)
    assert offer.steps.get().amount == 150_000
