"""Opening a conversation and writing in it; contact details before the award and after it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from commissions import services as commission_services
from commissions.enums import CommissionState, ProposalState, ScreenedKind, ScreeningState
from commissions.models import Invitation, Screening
from commissions.progress import queries, services
from commissions.progress.enums import AttachmentKind, MessageState
from commissions.progress.exceptions import (
    NotInvited,
    NotYours,
    PaperActive,
    TalkOver,
    TooFast,
    TooManyFiles,
    WordsMissing,
    WordsTooLong,
)
from commissions.progress.models import Attachment, Conversation, Message, ReadMark
from compliance.models import AuditEntry
from orders.enums import Side
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.orders import SellerFactory
from tests.factories.progress import PHONE, awarded, completed, offered, pdf, picture, talk_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Any:
    return offered()


@pytest.fixture
def talk(proposal: Any) -> Conversation:
    return talk_of(proposal)


def _say(talk: Conversation, by: Any, text: str = "مرحبا", **more: Any) -> Message:
    return services.send_message(conversation=talk, by=by, text=text, **more)


def _collector(talk: Conversation) -> Any:
    return talk.commission.collector


def test_either_side_opens_the_one_conversation(proposal: Any) -> None:
    first = services.open_conversation(commission=proposal.commission, seller=proposal.seller, by=proposal.by)
    again = services.open_conversation(
        commission=proposal.commission, seller=proposal.seller, by=proposal.commission.collector
    )
    assert again == first
    assert first.opened_by == proposal.by
    marks = dict(ReadMark.objects.values_list("user_id", "side"))
    assert marks == {proposal.by.pk: Side.SELLER, proposal.commission.collector.pk: Side.BUYER}


def test_an_invited_artist_may_begin() -> None:
    artist = UserFactory()
    seller = SellerFactory(kind="artist", owner=artist)
    commission = CommissionFactory()
    with pytest.raises(NotInvited):
        services.open_conversation(commission=commission, seller=seller, by=artist)
    Invitation.objects.create(commission=commission, seller=seller)
    assert services.open_conversation(commission=commission, seller=seller, by=artist).seller == seller


@pytest.mark.parametrize("stranger", [UserFactory, AdminFactory])
def test_nobody_else_begins_or_speaks(proposal: Any, talk: Conversation, stranger: Any) -> None:
    person = stranger()
    other = offered()
    with pytest.raises(NotYours):
        services.open_conversation(commission=other.commission, seller=other.seller, by=person)
    with pytest.raises(NotYours):
        _say(talk, person)
    assert (Conversation.objects.count(), Message.objects.count()) == (1, 0)


@pytest.mark.parametrize("state", [ProposalState.DRAFT, ProposalState.WITHDRAWN, ProposalState.DECLINED])
def test_a_proposal_that_is_not_on_the_table_opens_nothing(state: ProposalState) -> None:
    sent = None if state == ProposalState.DRAFT else timezone.now()
    artist = UserFactory()
    seller = SellerFactory(kind="artist", owner=artist)
    proposal = ProposalFactory(by=artist, seller=seller, state=state, sent_at=sent)
    with pytest.raises(NotInvited):
        services.open_conversation(commission=proposal.commission, seller=proposal.seller, by=proposal.by)


def test_what_is_said_has_its_place_and_raises_the_unread_of_the_other_side(
    talk: Conversation, proposal: Any
) -> None:
    first = _say(talk, _collector(talk), "  متى تبدئين؟\n\n\n\nشكرًا ")
    second = _say(talk, proposal.by, "I begin in June.")
    assert (first.place, second.place) == (1, 2)
    assert (first.text, first.side, second.side) == ("متى تبدئين؟\n\nشكرًا", Side.BUYER, Side.SELLER)
    talk.refresh_from_db()
    assert (talk.places, talk.last_at) == (2, second.shown_at)
    assert queries.unread_total(_collector(talk)) == 1
    assert queries.unread_total(proposal.by) == 1
    assert queries.unread_total(UserFactory()) == 0


def test_reading_goes_forward_only(talk: Conversation, proposal: Any) -> None:
    for _number in range(3):
        _say(talk, _collector(talk))
    assert services.mark_read(conversation=talk, by=proposal.by, place=2) == 2
    assert services.mark_read(conversation=talk, by=proposal.by, place=1) == 2
    assert services.mark_read(conversation=talk, by=proposal.by, place=99) == 3
    assert queries.read_by_other(talk, Side.BUYER) == 3
    assert services.mark_read(conversation=talk, by=UserFactory()) == 0
    with pytest.raises(ProgrammingError), transaction.atomic():
        ReadMark.objects.filter(user=proposal.by).update(place=1)


def test_before_the_award_a_number_is_held_and_put_before_a_person(talk: Conversation, proposal: Any) -> None:
    held = _say(talk, proposal.by, PHONE)
    assert (held.state, held.place, held.shown_at) == (MessageState.HELD, None, None)
    check = Screening.objects.get(kind=ScreenedKind.MESSAGE)
    assert (check.subject_pk, check.state, check.author) == (held.pk, ScreeningState.PENDING, proposal.by)
    assert list(queries.messages_for(talk, _collector(talk))) == []
    assert list(queries.messages_for(talk, proposal.by)) == [held]
    assert queries.unread_total(_collector(talk)) == 0
    talk.refresh_from_db()
    assert talk.places == 0


def test_what_staff_cleared_is_shown_after_what_was_said_meanwhile(talk: Conversation, proposal: Any) -> None:
    held = _say(talk, proposal.by, PHONE)
    later = _say(talk, _collector(talk))
    commission_services.clear(row=Screening.objects.get(), by=AdminFactory())
    held.refresh_from_db()
    assert (held.state, held.place, later.place) == (MessageState.SHOWN, 2, 1)
    assert list(queries.messages_for(talk, _collector(talk))) == [later, held]
    assert queries.unread_total(_collector(talk)) == 1


def test_what_staff_refused_stays_with_its_author_with_the_reason(talk: Conversation, proposal: Any) -> None:
    held = _say(talk, proposal.by, PHONE)
    commission_services.refuse(row=Screening.objects.get(), by=AdminFactory(), reason="رقم هاتف قبل الترسية")
    held.refresh_from_db()
    assert (held.state, held.place) == (MessageState.REFUSED, None)
    assert list(queries.messages_for(talk, _collector(talk))) == []
    assert [row.check_reason for row in queries.messages_for(talk, proposal.by)] == ["رقم هاتف قبل الترسية"]


def test_a_settled_check_is_not_settled_again(talk: Conversation, proposal: Any) -> None:
    _say(talk, proposal.by, PHONE)
    commission_services.clear(row=Screening.objects.get(), by=AdminFactory())
    assert services.settle_check(check=Screening.objects.get()) is None
    assert Message.objects.get().place == 1


def test_a_number_in_pieces_is_held_at_the_last_piece(talk: Conversation, proposal: Any) -> None:
    states = [_say(talk, proposal.by, piece).state for piece in ("050", "123", "4567")]
    assert states == [MessageState.SHOWN, MessageState.SHOWN, MessageState.HELD]


def test_sizes_and_prices_in_short_messages_pass(talk: Conversation, proposal: Any) -> None:
    for text in ("90 x 120 cm", "2026", "185,000 ريال", "3"):
        assert _say(talk, proposal.by, text).state == MessageState.SHOWN


@pytest.mark.parametrize(
    "file",
    [
        lambda: pdf("offer.pdf", "Call 0501234567"),
        lambda: pdf("offer.pdf", link="https://wa.me/966501234567"),
        lambda: pdf("0501234567.pdf"),
    ],
)
def test_what_stands_in_a_file_is_looked_at_too(talk: Conversation, proposal: Any, file: Any) -> None:
    held = _say(talk, proposal.by, "", files=[file()])
    assert held.state == MessageState.HELD
    assert list(queries.attachments_for(talk, _collector(talk))) == []
    assert queries.attachments_for(talk, proposal.by).count() == 1


@pytest.mark.parametrize(
    "state", [CommissionState.AWARDED, CommissionState.IN_PROGRESS, CommissionState.COMPLETED]
)
def test_after_the_award_contact_details_are_free(state: CommissionState) -> None:
    proposal = awarded(state)
    talk = talk_of(proposal)
    assert _say(talk, proposal.by, PHONE).state == MessageState.SHOWN
    assert _say(talk, _collector(talk), "lamia@example.com").state == MessageState.SHOWN
    assert Screening.objects.count() == 0


def test_back_from_the_award_it_is_held_again() -> None:
    proposal = awarded()
    talk = talk_of(proposal)
    commission_services.move(
        proposal.commission, to=CommissionState.DISCUSSION, side=Side.SELLER, by=proposal.by
    )
    with pytest.raises(TalkOver):
        _say(talk, proposal.by, PHONE)
    assert Message.objects.count() == 0


def test_who_was_not_chosen_can_read_but_no_longer_write() -> None:
    lost = offered()
    talk = talk_of(lost)
    _say(talk, lost.by)
    lost.commission.state = CommissionState.AWARDED
    lost.commission.awarded_at = timezone.now()
    lost.commission.save()
    for person in (lost.by, _collector(talk)):
        with pytest.raises(TalkOver):
            _say(talk, person)
        assert queries.messages_for(talk, person).count() == 1


def test_a_cancelled_commission_has_been_talked_about(talk: Conversation, proposal: Any) -> None:
    commission_services.cancel_commission(commission=talk.commission, by=_collector(talk))
    with pytest.raises(TalkOver):
        _say(talk, proposal.by)


def test_pictures_and_documents_are_kept_once(talk: Conversation, proposal: Any) -> None:
    message = _say(talk, proposal.by, "", files=[picture(), pdf(), picture("again.png")])
    rows = list(Attachment.objects.values_list("message", "kind", "uploaded_by"))
    assert rows == [
        (message.pk, AttachmentKind.PICTURE, proposal.by.pk),
        (message.pk, AttachmentKind.PDF, proposal.by.pk),
    ]


def test_one_bad_file_sends_nothing(talk: Conversation, proposal: Any) -> None:
    with pytest.raises(PaperActive):
        _say(talk, proposal.by, "Here", files=[picture(), pdf(action="/JavaScript")])
    assert (Message.objects.count(), Attachment.objects.count()) == (0, 0)


def test_what_cannot_be_sent(talk: Conversation, proposal: Any) -> None:
    with pytest.raises(WordsMissing):
        _say(talk, proposal.by, " \u200b\n ")
    with pytest.raises(WordsTooLong):
        _say(talk, proposal.by, "ا" * 4_001)
    with pytest.raises(TooManyFiles):
        _say(talk, proposal.by, "", files=[picture()] * 7)
    assert Message.objects.count() == 0


def test_the_same_key_is_the_same_message(talk: Conversation, proposal: Any) -> None:
    first = _say(talk, proposal.by, "Once", key="abc")
    assert _say(talk, proposal.by, "Once", key="abc") == first
    assert _say(talk, _collector(talk), "Mine", key="abc") != first
    assert Message.objects.count() == 2


def test_nobody_sends_faster_than_a_person_writes(talk: Conversation, proposal: Any) -> None:
    for number in range(15):
        _say(talk, proposal.by, f"سطر {number}")
    with pytest.raises(TooFast):
        _say(talk, proposal.by)
    assert Message.objects.count() == 15
    assert _say(talk, proposal.by, now=timezone.now() + timedelta(minutes=2)).place == 16


def test_what_was_written_stays_written(talk: Conversation, proposal: Any) -> None:
    message = _say(talk, proposal.by, "As it was", files=[picture()])
    for change in ({"text": "Otherwise"}, {"place": 9}, {"author": _collector(talk)}):
        with pytest.raises(ProgrammingError), transaction.atomic():
            Message.objects.filter(pk=message.pk).update(**change)
    for rows in (Message.objects.filter(pk=message.pk), Attachment.objects.all()):
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(ProgrammingError), transaction.atomic():
        Attachment.objects.update(sha256="0" * 64)
    with pytest.raises(ProgrammingError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=MessageState.HELD, place=None, shown_at=None)


def test_one_conversation_of_a_commission_and_an_artist(talk: Conversation, proposal: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Conversation.objects.create(
            commission=talk.commission, seller=talk.seller, opened_by=proposal.by, opened_at=timezone.now()
        )


def test_whoever_joins_the_artist_later_is_told_too(talk: Conversation, proposal: Any) -> None:
    helper = UserFactory()
    proposal.seller.memberships.create(user=helper, role="assistant")
    _say(talk, _collector(talk))
    assert queries.unread_total(helper) == 1


def test_staff_who_read_leave_a_trace(talk: Conversation) -> None:
    services.record_staff_reading(conversation=talk, by=AdminFactory())
    assert AuditEntry.objects.filter(action="progress.conversation.read_by_staff").count() == 1


def test_a_finished_commission_is_still_talked_about() -> None:
    proposal = completed()
    assert _say(talk_of(proposal), proposal.by).place == 1
