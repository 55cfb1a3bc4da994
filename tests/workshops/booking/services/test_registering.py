"""Registering: what is free is confirmed at once, what costs money waits for its payment, the rest is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core import clock
from mailing.models import EmailMessage
from orders import services as orders
from orders.enums import LineKind, OrderOrigin, OrderState
from orders.exceptions import OwnSale
from tests.factories.accounts import UserFactory
from tests.factories.booking import booked, paid, pay, picks_of
from tests.factories.workshops import EventFactory, QuestionFactory, RunFactory, TicketTypeFactory
from workshops.booking import services
from workshops.booking.enums import RegistrationState, TicketState
from workshops.booking.exceptions import (
    AlreadyReserved,
    AnswerMissing,
    AnswerUnknown,
    GuardianMissing,
    NameMissing,
    NoSeats,
    NotOpen,
    PriceChanged,
    RegisterElsewhere,
    TooFewOfType,
    TooManyOfType,
    TooManySeats,
    TooYoung,
    TypeNotOnSale,
    TypeUnknown,
)
from workshops.booking.models import Registration
from workshops.booking.picks import Attendee, Pick
from workshops.exceptions import SoldOut, TypeSoldOut
from workshops.models import Allotment

pytestmark = pytest.mark.django_db


def free_run(**given):
    return EventFactory(admission="rsvp", **given).runs.get()


def sold_run(**given):
    return EventFactory(**given).runs.get()


def test_a_free_place_is_confirmed_at_once_and_the_letter_says_when(run_outbox):
    run, user = free_run(), UserFactory(language="en")
    registration = booked(run, user)
    assert registration.state == RegistrationState.CONFIRMED
    assert (registration.total, registration.order) == (0, None)
    assert [ticket.state for ticket in registration.tickets.all()] == [TicketState.VALID]
    run.refresh_from_db()
    assert run.taken == 1
    run_outbox()
    letter = EmailMessage.objects.get(template="booking.confirmed")
    assert letter.to_address == user.email
    assert registration.code in letter.text
    assert f"{run.local_start:%H:%M}" in letter.text


def test_what_costs_money_is_reserved_with_an_order_of_a_line_a_seat():
    run, user = sold_run(materials_fee_minor=3_000), UserFactory()
    registration = booked(run, user, 3)
    order = registration.order
    assert registration.state == RegistrationState.RESERVED
    assert order.origin == OrderOrigin.TICKET
    assert order.source == f"registration:{registration.pk}"
    assert order.state == OrderState.PLACED
    assert (order.total, registration.total) == (69_000, 69_000)
    assert [(line.kind, line.gross) for line in order.lines.all()] == [(LineKind.TICKET, 23_000)] * 3
    assert registration.expires_at == order.due_at == registration.created_at + timedelta(minutes=30)
    assert [ticket.state for ticket in registration.tickets.all()] == [TicketState.HELD] * 3
    run.refresh_from_db()
    assert (run.taken, run.allotments.get().taken) == (3, 3)


def test_paying_confirms_once_and_each_ticket_knows_its_line(run_outbox):
    registration = booked(sold_run(), count=2)
    pay(registration)
    assert registration.state == RegistrationState.CONFIRMED
    lines = list(registration.order.lines.order_by("position"))
    assert [ticket.line for ticket in registration.tickets.order_by("number")] == lines
    assert services.confirm(order=registration.order) is False
    run_outbox()
    assert EmailMessage.objects.filter(template="booking.confirmed").count() == 1


def test_lines_written_anew_by_the_checkout_are_found_again():
    registration = booked(sold_run(), count=2)
    order = registration.order
    drafts = [_draft(line) for line in order.lines.order_by("position")]
    orders.amend_order(
        order=order, by=order.buyer, lines=drafts, ship_to=None, bill_to=None, delivery=order.delivery
    )
    pay(registration)
    assert [ticket.line.order_id for ticket in registration.tickets.all()] == [order.pk] * 2


def _draft(line):
    from orders.drafts import LineDraft

    return LineDraft(
        LineKind(line.kind),
        line.description_ar,
        line.description_en,
        line.net,
        line.vat_bps,
        line.vat,
        line.source,
        line.vat_category,
        line.vat_reason,
    )


def test_an_order_that_expires_sets_its_seats_free(run_outbox):
    run = sold_run()
    registration = booked(run, count=2)
    later = registration.expires_at + timedelta(seconds=1)
    assert orders.expire_due(now=later) == 1
    run_outbox()
    registration.refresh_from_db()
    run.refresh_from_db()
    assert (registration.state, registration.ended_by) == (RegistrationState.EXPIRED, "unpaid")
    assert (run.taken, run.allotments.get().taken) == (0, 0)
    assert [ticket.state for ticket in registration.tickets.all()] == [TicketState.CANCELLED] * 2


def test_a_second_reservation_is_refused_and_names_the_first():
    run, user = sold_run(), UserFactory()
    first = booked(run, user)
    with pytest.raises(AlreadyReserved) as refused:
        booked(run, user)
    assert refused.value.registration == first.code
    run.refresh_from_db()
    assert run.taken == 1


def test_whoever_paid_may_take_more_up_to_twenty():
    event = EventFactory()
    run, user = event.runs.get(), UserFactory()
    run.capacity = 40
    run.save()
    kind = event.ticket_types.get()
    kind.max_quantity = 20
    kind.save()
    paid(run, user, 15)
    with pytest.raises(TooManySeats):
        booked(run, user, 6)
    assert booked(run, user, 5).seats == 5


def test_guests_of_a_free_event_are_counted_with_whoever_brings_them():
    run, user = free_run(plus_ones=2), UserFactory()
    with pytest.raises(TooManySeats):
        booked(run, user, 4)
    booked(run, user, 3)
    with pytest.raises(TooManySeats):
        booked(run, user, 1)


@pytest.mark.parametrize(("count", "error"), [(4, TooFewOfType), (9, TooManyOfType)])
def test_a_group_has_its_least_and_its_most(count, error):
    event = EventFactory()
    kind = TicketTypeFactory(event=event, kind="group", min_quantity=5, max_quantity=8)
    run = event.runs.get()
    Allotment.objects.get_or_create(run=run, ticket_type=kind)
    with pytest.raises(error):
        booked(run, count=count, kind=kind)
    assert booked(run, count=5, kind=kind).seats == 5


def test_the_early_price_ends_with_its_instant():
    event = EventFactory()
    until = clock.now() + timedelta(days=1)
    kind = TicketTypeFactory(event=event, kind="early", price_minor=10_000, sale_until=until)
    run = event.runs.get()
    with pytest.raises(TypeNotOnSale):
        booked(run, kind=kind, now=until)
    assert booked(run, kind=kind, now=until - timedelta(seconds=1)).total == 10_000


def test_what_has_another_price_than_the_page_told_is_not_booked():
    run = sold_run()
    with pytest.raises(PriceChanged) as refused:
        services.register(run=run, by=UserFactory(), picks=picks_of(run), shown=19_999)
    assert "200" in refused.value.text
    assert Registration.objects.count() == 0


def test_seats_and_allotments_run_out():
    event = EventFactory(bare=True)
    kind = TicketTypeFactory(event=event)
    run = RunFactory(event=event, capacity=5)
    run.allotments.update(limit=3)
    with pytest.raises(TypeSoldOut):
        booked(run, count=4, kind=kind)
    with pytest.raises(SoldOut):
        booked(run, count=6, kind=kind)
    run.refresh_from_db()
    assert run.taken == 0


def test_another_events_ticket_and_no_seat_at_all_are_refused():
    run, other = sold_run(), TicketTypeFactory()
    with pytest.raises(TypeUnknown):
        booked(run, kind=other)
    with pytest.raises(NoSeats):
        services.register(run=run, by=UserFactory(), picks=[])
    with pytest.raises(TypeUnknown):
        services.register(run=run, by=UserFactory(), picks=[Pick(None, [Attendee("Sara")])])


def test_closed_draft_and_foreign_events_take_nobody():
    run = sold_run()
    with pytest.raises(NotOpen):
        booked(run, now=run.starts_at)
    with pytest.raises(NotOpen):
        booked(EventFactory(draft=True).runs.get())
    with pytest.raises(RegisterElsewhere):
        booked(EventFactory(external_url="https://example.org/talk").runs.get())


def test_the_sellers_own_people_buy_no_ticket_of_it():
    owner = UserFactory()
    run = sold_run()
    run.event.seller.memberships.create(user=owner)
    with pytest.raises(OwnSale):
        booked(run, owner)


def test_a_child_needs_a_guardian_who_agrees():
    run = free_run(guardian_below=18)
    child = {"name": "Nora", "minor": True}
    for given in ({}, {"guardian_name": "Huda"}, {"guardian_agrees": True}):
        with pytest.raises(GuardianMissing):
            services.register(run=run, by=UserFactory(), picks=[Pick(None, [Attendee(**child, **given)])])
    whole = Attendee(**child, guardian_name=" Huda  Ali ", guardian_agrees=True)
    ticket = services.register(run=run, by=UserFactory(), picks=[Pick(None, [whole])]).tickets.get()
    assert (ticket.minor, ticket.guardian_name) == (True, "Huda Ali")
    assert ticket.guardian_agreed_at is not None


def test_the_least_age_is_confirmed_and_every_name_given():
    run = free_run(min_age=12)
    with pytest.raises(TooYoung):
        booked(run)
    assert booked(run, old_enough=True).seats == 1
    with pytest.raises(NameMissing):
        services.register(run=run, by=UserFactory(), picks=[Pick(None, [Attendee(" ")])], old_enough=True)


def test_questions_are_answered_kept_as_asked_and_checked():
    run = free_run()
    event = run.event
    whole = QuestionFactory(event=event, required=True)
    seat = QuestionFactory(
        event=event, kind="choice", per_seat=True, choices_ar="يمنى\nيسرى", choices_en="Right\nLeft"
    )
    with pytest.raises(AnswerMissing):
        booked(run)
    with pytest.raises(AnswerUnknown):
        services.register(
            run=run,
            by=UserFactory(),
            picks=picks_of(run, answers={seat.pk: "Both"}),
            answers={whole.pk: "Yes"},
        )
    registration = services.register(
        run=run, by=UserFactory(), picks=picks_of(run, answers={seat.pk: "يسرى"}), answers={whole.pk: "Once"}
    )
    found = [(answer.question_id, answer.text, answer.ticket_id) for answer in registration.answers.all()]
    assert found == [(whole.pk, "Once", None), (seat.pk, "يسرى", registration.tickets.get().pk)]
