"""A ticket goes to somebody else: by letter, once, under a new secret."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory, paid
from tests.factories.workshops import EventFactory, QuestionFactory
from workshops.booking import queries, services
from workshops.booking.enums import TicketState, TransferState
from workshops.booking.exceptions import (
    AddressInvalid,
    AnswerMissing,
    Begun,
    GuardianMissing,
    NoSuchTransfer,
    NotTransferable,
    NotYours,
    TransferOver,
    TransferToSelf,
)
from workshops.booking.models import Transfer
from workshops.booking.picks import Attendee

pytestmark = pytest.mark.django_db
SARA = Attendee("Sara")


@pytest.fixture
def ticket():
    run = EventFactory(admission="rsvp", plus_ones=3).runs.get()
    return RegistrationFactory(run=run, tickets=2).tickets.first()


def token_of(transfer):
    letter = EmailMessage.objects.get(key=f"booking:transfer:{transfer.pk}:offered")
    return re.search(r"/handed/([\w-]+)/", letter.text).group(1)


def offered(ticket, to="sara@example.com", **given):
    return services.offer_transfer(ticket=ticket, by=ticket.registration.booker, to_email=to, **given)


def test_accepted_it_is_anothers_under_a_new_secret(ticket, run_outbox):
    before, taker = ticket.secret, UserFactory()
    transfer = offered(ticket, " Sara@Example.com ")
    token = token_of(transfer)
    assert transfer.to_email == "sara@example.com"
    assert token not in Transfer.objects.values_list("token", flat=True)
    services.accept_transfer(token=token, by=taker, attendee=SARA)
    ticket.refresh_from_db()
    transfer.refresh_from_db()
    assert (ticket.holder, ticket.attendee_name, ticket.state) == (taker, "Sara", TicketState.VALID)
    assert ticket.secret != before
    assert (transfer.state, transfer.to_user) == (TransferState.ACCEPTED, taker)
    assert list(queries.tickets_of(taker)) == [ticket]
    assert ticket not in queries.tickets_of(ticket.registration.booker)
    run_outbox()
    told = EmailMessage.objects.filter(template="booking.transferred").values_list("to_address", flat=True)
    assert sorted(told) == sorted([taker.email, ticket.registration.booker.email])


def test_the_letter_is_in_both_languages_and_belongs_to_a_member_if_there_is_one(ticket):
    letter = EmailMessage.objects.get(key=f"booking:transfer:{offered(ticket).pk}:offered")
    assert (letter.user, letter.language) == (None, "both")
    member = UserFactory(language="ar")
    second = ticket.registration.tickets.last()
    own = EmailMessage.objects.get(key=f"booking:transfer:{offered(second, member.email).pk}:offered")
    assert (own.user, own.language) == (member, "both")


def test_the_second_to_accept_comes_too_late(ticket):
    token = token_of(offered(ticket))
    first, second = UserFactory(), UserFactory()
    services.accept_transfer(token=token, by=first, attendee=SARA)
    with pytest.raises(TransferOver):
        services.accept_transfer(token=token, by=second, attendee=SARA)
    ticket.refresh_from_db()
    assert ticket.holder == first


def test_only_the_owner_offers_a_valid_ticket_once_to_a_real_address_in_time(ticket):
    stranger = UserFactory()
    with pytest.raises(NotYours):
        services.offer_transfer(ticket=ticket, by=stranger, to_email="a@example.com")
    with pytest.raises(AddressInvalid):
        offered(ticket, "nowhere")
    with pytest.raises(TransferToSelf):
        offered(ticket, ticket.registration.booker.email)
    with pytest.raises(Begun):
        offered(ticket, now=ticket.registration.run.starts_at)
    offered(ticket)
    with pytest.raises(NotTransferable):
        offered(ticket, "b@example.com")
    assert Transfer.objects.count() == 1


def test_declined_withdrawn_and_lapsed_it_stays_where_it_is(ticket):
    owner = ticket.registration.booker
    first = offered(ticket)
    services.decline_transfer(token=token_of(first))
    second = offered(ticket)
    with pytest.raises(NotYours):
        services.withdraw_transfer(transfer=second, by=UserFactory())
    services.withdraw_transfer(transfer=second, by=owner)
    third = offered(ticket)
    assert third.until == third.offered_at + timedelta(days=7)
    with pytest.raises(TransferOver):
        services.accept_transfer(token=token_of(third), by=UserFactory(), attendee=SARA, now=third.until)
    assert services.sweep(now=third.until) == 1
    states = list(Transfer.objects.order_by("pk").values_list("state", flat=True))
    assert states == [TransferState.DECLINED, TransferState.WITHDRAWN, TransferState.LAPSED]
    ticket.refresh_from_db()
    assert ticket.holder is None


def test_nobody_accepts_without_the_letter_or_from_themselves(ticket):
    token = token_of(offered(ticket))
    with pytest.raises(NoSuchTransfer):
        services.accept_transfer(token="x" * 43, by=UserFactory(), attendee=SARA)
    with pytest.raises(TransferToSelf):
        services.accept_transfer(token=token, by=ticket.registration.booker, attendee=SARA)


def test_rules_of_age_and_questions_hold_for_the_new_person():
    event = EventFactory(admission="rsvp", guardian_below=16)
    question = QuestionFactory(event=event, per_seat=True, required=True)
    ticket = RegistrationFactory(run=event.runs.get()).tickets.get()
    token, taker = token_of(offered(ticket)), UserFactory()
    with pytest.raises(GuardianMissing):
        services.accept_transfer(token=token, by=taker, attendee=Attendee("Nora", minor=True))
    with pytest.raises(AnswerMissing):
        services.accept_transfer(token=token, by=taker, attendee=SARA)
    whole = Attendee("Sara", answers={question.pk: "Once"})
    services.accept_transfer(token=token, by=taker, attendee=whole)
    assert [answer.text for answer in ticket.answers.all()] == ["Once"]


def test_a_cancelled_ticket_takes_its_offer_along(ticket):
    transfer = offered(ticket)
    token = token_of(transfer)
    services.cancel_tickets(
        registration=ticket.registration, tickets=[ticket.pk], by=ticket.registration.booker
    )
    transfer.refresh_from_db()
    assert transfer.state == TransferState.WITHDRAWN
    with pytest.raises(TransferOver):
        services.accept_transfer(token=token, by=UserFactory(), attendee=SARA)


def test_the_new_holder_gives_it_up_and_the_money_goes_to_whoever_paid(run_outbox):
    registration = paid(EventFactory().runs.get(), count=2)
    ticket, taker = registration.tickets.get(number=1), UserFactory()
    ticket.registration = registration
    services.accept_transfer(token=token_of(offered(ticket)), by=taker, attendee=SARA)
    with pytest.raises(NotYours):
        services.cancel_tickets(registration=registration, tickets=[ticket.pk], by=registration.booker)
    services.cancel_tickets(registration=registration, tickets=[ticket.pk], by=taker)
    run_outbox()
    assert registration.order.refunds.get().amount == 20_000
    sums = {
        letter.to_address: "SAR 200" in letter.text
        for letter in EmailMessage.objects.filter(template="booking.cancelled")
    }
    assert sums == {taker.email: False, registration.booker.email: True}
