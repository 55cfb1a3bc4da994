"""What the rooms above ask of trust and safety before somebody shows, sells or writes, and what they register."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from auctions.services import create_lot
from commissions.progress.models import Conversation, Message
from commissions.progress.services import open_conversation, send_message
from commissions.services import send_proposal
from compliance.safety import queries, queues, services, targets
from compliance.safety.enums import Scope
from compliance.safety.exceptions import Blocked, BlockedByYou, CannotBlock, Suspended, TargetMissing
from compliance.safety.models import Block
from marketplace.exceptions import NotAvailable
from marketplace.services import buy_artwork, publish_artwork, submit_artwork
from orders.models import Order, SellerMember
from tests.factories import auctions as house
from tests.factories import progress as talks
from tests.factories import safety as make
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.commissions import ProposalFactory
from tests.factories.marketplace import ArtistFactory, ArtworkFactory, GalleryFactory
from tests.factories.orders import SellerFactory
from tests.factories.workshops import EventFactory
from workshops.services import publish_event

pytestmark = pytest.mark.django_db


def test_every_kind_is_known() -> None:
    kinds = ["artist", "commission", "event", "gallery", "lot", "message", "work"]
    assert [kind.code for kind in targets.kinds()] == kinds


def test_a_suspended_seller_shows_and_sells_nothing_nor_does_an_assistant() -> None:
    work = make.work_of()
    owner, assistant = make.owner_of(work), UserFactory()
    SellerMember.objects.create(seller=work.seller, user=assistant, role="assistant")
    draft = ArtworkFactory(seller=work.seller, price_minor=100_000)
    make.suspended(owner, Scope.SELLING)
    for by in (owner, assistant):
        with pytest.raises(Suspended):
            publish_artwork(artwork=draft, by=by)
        with pytest.raises(Suspended):
            submit_artwork(artwork=draft, by=by)
    with pytest.raises(NotAvailable):
        buy_artwork(user=UserFactory(), artwork=work)
    with pytest.raises(Suspended):
        create_lot(sale=house.sale(), artwork=work, by=StaffFactory(), opening_minor=100_000)
    draft.refresh_from_db()
    work.refresh_from_db()
    assert (draft.state, work.availability) == ("draft", "available")
    assert Order.objects.count() == 0


def test_a_bidding_suspension_leaves_selling_alone() -> None:
    work = make.work_of()
    make.suspended(make.owner_of(work), Scope.BIDDING)
    assert buy_artwork(user=UserFactory(), artwork=work).pk


def test_a_suspended_seller_publishes_no_event_and_sends_no_proposal() -> None:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    event = EventFactory(seller=seller, draft=True)
    proposal = ProposalFactory(by=owner, state="draft", sent_at=None)
    SellerMember.objects.get_or_create(seller=proposal.seller, user=owner)
    make.suspended(owner, Scope.SELLING)
    seller.verified_at = event.created_at
    seller.save()
    with pytest.raises(Suspended):
        publish_event(event=event, by=owner)
    with pytest.raises(Suspended):
        send_proposal(proposal=proposal, by=owner)
    event.refresh_from_db()
    proposal.refresh_from_db()
    assert (event.state, proposal.sent_at) == ("draft", None)


def test_whoever_may_write_no_messages_writes_none() -> None:
    talk = talks.talk_of()
    collector = talk.commission.collector
    make.suspended(collector, Scope.MESSAGING)
    with pytest.raises(Suspended):
        send_message(conversation=talk, by=collector, text="Hello")
    assert Message.objects.count() == 0
    artist = talk.seller.members.get()
    assert send_message(conversation=talk, by=artist, text="Hello").text == "Hello"


def test_a_block_closes_the_conversation_for_both() -> None:
    proposal = talks.offered()
    talk = talks.talk_of(proposal)
    collector, artist = talk.commission.collector, talk.seller.members.get()
    message = send_message(conversation=talk, by=artist, text="Pay me outside.")
    row = services.block(by=collector, kind="message", pk=message.pk)
    assert (row.blocked, row.name_en, row.name_ar) == (artist, "Noura's studio", "مرسم نورة")
    assert services.block(by=collector, kind="message", pk=message.pk) == row
    with pytest.raises(BlockedByYou):
        send_message(conversation=talk, by=collector, text="x")
    with pytest.raises(Blocked) as told, translation.override("en"):
        send_message(conversation=talk, by=artist, text="x")
    assert "block" not in told.value.text.lower()
    assert Message.objects.count() == 1
    assert queries.is_blocked(artist, collector)
    services.unblock(by=artist, pk=row.pk)
    assert Block.objects.count() == 1
    services.unblock(by=collector, pk=row.pk)
    assert send_message(conversation=talk, by=collector, text="again").place == 2


def test_a_block_also_stops_a_new_conversation() -> None:
    proposal = talks.offered()
    collector, artist = proposal.commission.collector, proposal.seller.members.get()
    Block.objects.create(blocker=artist, blocked=collector, at=proposal.created_at)
    with pytest.raises(Blocked):
        open_conversation(commission=proposal.commission, seller=proposal.seller, by=collector)
    assert Conversation.objects.count() == 0


def test_the_collectors_name_stays_unknown_in_the_list_of_blocks() -> None:
    talk = talks.talk_of()
    artist = talk.seller.members.get()
    message = send_message(conversation=talk, by=talk.commission.collector, text="Hello")
    row = services.block(by=artist, kind="message", pk=message.pk)
    assert (row.name_en, row.name_ar) == ("The collector", "المقتني")


def test_only_those_in_the_conversation_report_or_block_a_message() -> None:
    talk = talks.talk_of()
    message = send_message(conversation=talk, by=talk.seller.members.get(), text="Hello")
    for outsider in (UserFactory(), AdminFactory()):
        with pytest.raises(TargetMissing):
            services.report(kind="message", pk=message.pk, reason="fraud", reporter=outsider)
        with pytest.raises(TargetMissing):
            services.block(by=outsider, kind="message", pk=message.pk)
    with pytest.raises(CannotBlock):
        services.block(by=message.author, kind="message", pk=message.pk)
    with pytest.raises(CannotBlock):
        services.block(by=UserFactory(), kind="work", pk=make.work_of().pk)
    row = services.report(
        kind="message", pk=message.pk, reason="off_site", reporter=talk.commission.collector
    )
    assert row.case.title_en == f"Message 1 about {talk.commission.number}"
    assert [one.user for one in row.case.respondents.all()] == [message.author]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_each_page_leads_to_its_report(client_for, language) -> None:
    work, lot = make.work_of(), house.open_lot()
    event = EventFactory(state="published", published_at=work.published_at)
    things = {
        "work": work,
        "lot": lot,
        "event": event,
        "artist": ArtistFactory(),
        "gallery": GalleryFactory(),
    }
    with translation.override(language):
        for kind, thing in things.items():
            html = client_for().get(thing.get_absolute_url()).content.decode()
            assert f'href="{reverse("safety:report-new", args=[kind, thing.pk])}"' in html


def test_a_message_of_the_other_side_leads_to_report_and_block(client_for) -> None:
    talk = talks.talk_of()
    collector = talk.commission.collector
    message = send_message(conversation=talk, by=talk.seller.members.get(), text="Hello")
    own = send_message(conversation=talk, by=collector, text="Hello")
    with translation.override("ar"):
        html = client_for(collector).get(talk.get_absolute_url()).content.decode()
        assert reverse("safety:report-new", args=["message", message.pk]) in html
        assert reverse("safety:block-new", args=["message", message.pk]) in html
        assert reverse("safety:report-new", args=["message", own.pk]) not in html


def test_queues_show_each_what_they_may_do() -> None:
    make.report_of()
    judge, chief = make.moderator(), AdminFactory()
    with translation.override("en"):
        assert [(str(one.title), one.count) for one in queues.waiting_for(judge)] == [
            ("Reports", 1),
            ("Appeals", 0),
            ("Sellers' papers", 0),
        ]
        assert [str(one.title) for one in queues.waiting_for(chief)] == [
            "Reports",
            "Appeals",
            "Texts to check",
            "Disputes about orders",
            "Disputes about contracts",
            "Works to review",
            "Sales to review",
            "Events to review",
            "Sellers' papers",
        ]
    assert queues.waiting_for(UserFactory()) == []
    assert queues.waiting_for(StaffFactory()) == []
