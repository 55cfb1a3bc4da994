"""Events: added, changed, published, called off, copied; outsiders change nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from compliance.models import AuditEntry
from core.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.workshops import (
    EventFactory,
    QuestionFactory,
    RunFactory,
    TicketTypeFactory,
    VenueFactory,
)
from workshops import checklist, services, signals
from workshops.enums import EventState, RunState
from workshops.exceptions import (
    FixedBySales,
    NeedsReview,
    NotPublishable,
    NotYours,
    ReasonMissing,
    VenueNotYours,
    WrongState,
)
from workshops.models import Event
from workshops.services.fields import FieldsInvalid

pytestmark = pytest.mark.django_db


def known_seller(owner=None):
    return SellerFactory(owner=owner or UserFactory(), verified_at=timezone.now())


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def topics() -> list[str]:
    return list(OutboxMessage.objects.order_by("pk").values_list("topic", flat=True))


class TestAdding:
    def test_a_draft_with_an_address_of_its_own(self):
        seller = SellerFactory()
        values = {"title_ar": "ورشة الخط", "title_en": "Calligraphy Evening", "kind": "workshop"}
        first = services.create_event(seller=seller, by=None, **values)
        second = services.create_event(seller=seller, by=None, **values)
        assert [first.slug, second.slug] == ["calligraphy-evening", "calligraphy-evening-2"]
        assert (first.state, first.published_at) == (EventState.DRAFT, None)
        assert actions() == ["workshops.event.created"] * 2

    def test_an_arabic_title_gives_a_latin_address(self):
        event = services.create_event(seller=SellerFactory(), by=None, title_ar="ورشة الخط العربي")
        assert event.slug.isascii()
        assert event.title == "ورشة الخط العربي"

    def test_controls_that_turn_text_are_taken_out(self):
        event = services.create_event(seller=SellerFactory(), by=None, title_en="Light\u202e  evening")
        assert event.title_en == "Light evening"

    def test_a_title_is_needed(self):
        with pytest.raises(FieldsInvalid) as refusal:
            services.create_event(seller=SellerFactory(), by=None, kind="talk")
        assert list(refusal.value.errors) == ["title_ar"]
        assert Event.objects.count() == 0

    def test_free_ones_ask_no_fee_and_paid_ones_bring_no_guests(self):
        seller = SellerFactory()
        free = services.create_event(
            seller=seller, by=None, title_en="A", admission="rsvp", plus_ones=2, materials_fee_minor=500
        )
        paid = services.create_event(
            seller=seller, by=None, title_en="B", admission="tickets", plus_ones=2, materials_fee_minor=500
        )
        assert (free.plus_ones, free.materials_fee_minor) == (2, 0)
        assert (paid.plus_ones, paid.materials_fee_minor) == (0, 500)

    def test_only_ones_own_venue(self):
        with pytest.raises(VenueNotYours):
            services.create_event(seller=SellerFactory(), by=None, title_en="A", venue=VenueFactory())
        assert Event.objects.count() == 0

    def test_an_outsider_adds_nothing(self):
        with pytest.raises(NotYours):
            services.create_event(seller=SellerFactory(), by=UserFactory(), title_en="A")
        assert Event.objects.count() == 0

    def test_an_import_is_taken_in_once(self):
        seller = SellerFactory()
        first = services.create_event(
            seller=seller,
            by=None,
            state=EventState.REVIEW,
            title_en="Biennale",
            origin_uid="a@example.org",
            external_url="https://example.org/b",
        )
        assert (first.state, first.registers_here) == (EventState.REVIEW, False)
        with pytest.raises(IntegrityError, match="event_origin_once"), transaction.atomic():
            services.create_event(seller=seller, by=None, title_en="Biennale", origin_uid="a@example.org")


class TestChanging:
    def test_the_log_does_not_tell_the_link(self):
        event = EventFactory(online=True)
        services.update_event(event=event, by=None, online_url="https://meet.example.org/other")
        assert "other" not in str(AuditEntry.objects.get().after)

    def test_currency_and_admission_stay_once_somebody_registered(self):
        event = EventFactory()
        event.runs.update(taken=1)
        for change in ({"currency": "AED"}, {"admission": "rsvp"}):
            with pytest.raises(FixedBySales):
                services.update_event(event=event, by=None, **change)
        event.refresh_from_db()
        assert (event.currency, event.admission) == ("SAR", "tickets")

    def test_a_title_is_changed_without_telling_anybody(self):
        event = EventFactory()
        services.update_event(event=event, by=None, title_en="Ink and reed")
        event.refresh_from_db()
        assert (event.title_en, topics()) == ("Ink and reed", [])

    def test_an_outsider_changes_nothing(self):
        event = EventFactory(title_en="Reed")
        with pytest.raises(NotYours):
            services.update_event(event=event, by=UserFactory(), title_en="Hacked")
        event.refresh_from_db()
        assert event.title_en == "Reed"


class TestPublishing:
    def test_its_people_publish_a_ready_draft(self, run_outbox):
        owner = UserFactory()
        event = EventFactory(draft=True, seller=known_seller(owner))
        heard = []

        def listen(sender, event, **_):
            heard.append(event.pk)

        signals.event_published.connect(listen)
        try:
            services.publish_event(event=event, by=owner)
            services.publish_event(event=event, by=owner)
            run_outbox()
        finally:
            signals.event_published.disconnect(listen)
        event.refresh_from_db()
        assert (event.state, event.published_at is not None) == (EventState.PUBLISHED, True)
        assert (heard, actions()) == ([event.pk], ["workshops.event.published"])

    def test_a_seller_not_yet_known_sends_it_for_review(self):
        owner = UserFactory()
        event = EventFactory(draft=True, seller=SellerFactory(owner=owner))
        with pytest.raises(NeedsReview):
            services.publish_event(event=event, by=owner)
        assert services.submit_event(event=event, by=owner).state == EventState.REVIEW
        returned = services.return_event(event=event, by=None, note="Say how long it takes.")
        assert (returned.state, returned.return_note) == (EventState.DRAFT, "Say how long it takes.")

    def test_only_staff_return(self):
        owner = UserFactory()
        event = EventFactory(state=EventState.REVIEW, published_at=None, seller=SellerFactory(owner=owner))
        with pytest.raises(NotYours):
            services.return_event(event=event, by=owner, note="")

    def test_what_is_missing_is_said(self):
        event = services.create_event(seller=SellerFactory(), by=None, title_en="A")
        lacking = [one.code for one in checklist.missing(event, timezone.now())]
        assert lacking == ["description", "venue", "dates", "tickets"]
        with pytest.raises(NotPublishable):
            services.publish_event(event=event, by=None)
        event.refresh_from_db()
        assert event.state == EventState.DRAFT

    def test_an_online_one_needs_its_link_and_a_choice_its_answers(self):
        event = EventFactory(draft=True, place="online", venue=None)
        QuestionFactory(event=event, kind="choice", choices_en="Only one", choices_ar="واحد")
        lacking = [one.code for one in checklist.missing(event, timezone.now())]
        assert lacking == ["online_url", "questions"]

    def test_dates_that_are_over_are_none(self):
        event = EventFactory(draft=True)
        lacking = checklist.missing(event, timezone.now() + timedelta(days=40))
        assert [one.code for one in lacking] == ["dates"]

    def test_wishes_hold_nothing_up(self):
        event = EventFactory(draft=True, title_en="")
        assert [one.code for one in checklist.look(event, timezone.now())] == ["title", "cover"]
        assert services.publish_event(event=event, by=None).state == EventState.PUBLISHED


class TestCallingOff:
    def test_every_run_to_come_is_told_once(self, run_outbox):
        event = EventFactory()
        over = RunFactory(event=event, starts_at=timezone.now() - timedelta(days=3))
        coming = [*event.runs.exclude(pk=over.pk), RunFactory(event=event)]
        heard = []

        def listen(sender, run, **_):
            heard.append(run.pk)

        signals.run_cancelled.connect(listen)
        try:
            services.cancel_event(event=event, by=None, reason="المدرب مريض")
            run_outbox()
        finally:
            signals.run_cancelled.disconnect(listen)
        event.refresh_from_db()
        over.refresh_from_db()
        assert (event.state, event.cancel_reason_ar) == (EventState.CANCELLED, "المدرب مريض")
        assert sorted(heard) == sorted(run.pk for run in coming)
        assert over.state == RunState.OPEN
        assert {run.state for run in event.runs.exclude(pk=over.pk)} == {RunState.CANCELLED}

    def test_a_reason_is_needed_once_people_could_register(self):
        event = EventFactory()
        with pytest.raises(ReasonMissing):
            services.cancel_event(event=event, by=None, reason=" ")
        with pytest.raises(ReasonMissing):
            services.cancel_run(run=event.runs.get(), by=None)
        event.refresh_from_db()
        assert (event.state, event.runs.get().state) == (EventState.PUBLISHED, RunState.OPEN)

    def test_a_draft_goes_in_silence(self):
        event = EventFactory(draft=True)
        services.cancel_event(event=event, by=None)
        assert topics() == []

    def test_what_is_called_off_stays_so(self):
        event = EventFactory()
        services.cancel_event(event=event, by=None, reason="Rain")
        with pytest.raises(WrongState):
            services.cancel_event(event=event, by=None, reason="Rain")
        with pytest.raises(WrongState):
            services.publish_event(event=event, by=None)

    def test_one_run_leaves_the_others(self):
        event = EventFactory()
        first, second = event.runs.get(), RunFactory(event=event)
        services.cancel_run(run=first, by=None, reason="Rain")
        second.refresh_from_db()
        assert (second.state, topics()) == (RunState.OPEN, ["workshops.run.cancelled"])
        assert actions() == ["workshops.run.cancelled"]

    def test_an_outsider_calls_nothing_off(self):
        event = EventFactory()
        charlie = UserFactory()
        with pytest.raises(NotYours):
            services.cancel_event(event=event, by=charlie, reason="Because")
        with pytest.raises(NotYours):
            services.cancel_run(run=event.runs.get(), by=charlie, reason="Because")
        event.refresh_from_db()
        assert (event.state, event.runs.get().state) == (EventState.PUBLISHED, RunState.OPEN)


class TestCopying:
    def test_the_same_again_with_fresh_dates_and_empty_seats(self):
        event = EventFactory(online=True, materials_fee_minor=4_000)
        run, kind = event.runs.get(), event.ticket_types.get()
        run.taken = 3
        run.save()
        kind.sale_until = run.starts_at - timedelta(days=1)
        kind.save()
        services.set_limit(run=run, ticket_type=kind, limit=8, by=None)
        QuestionFactory(event=event, kind="yes_no")
        copy = services.copy_event(event=event, by=None)
        again, ticket = copy.runs.get(), copy.ticket_types.get()
        assert (copy.state, copy.copied_from, copy.title_ar) == (EventState.DRAFT, event, event.title_ar)
        assert (copy.online_url, copy.materials_fee_minor) == (event.online_url, 4_000)
        assert again.starts_at.weekday() == run.starts_at.weekday()
        assert again.starts_at > run.ends_at
        assert (again.taken, again.allotments.get().limit, again.allotments.get().taken) == (0, 8, 0)
        assert ticket.sale_until == again.starts_at - timedelta(days=1)
        assert copy.questions.get().kind == "yes_no"
        assert checklist.missing(copy, timezone.now()) == []

    def test_an_outsider_copies_nothing(self):
        event = EventFactory()
        with pytest.raises(NotYours):
            services.copy_event(event=event, by=UserFactory())
        assert Event.objects.count() == 1


class TestTickets:
    def test_a_limit_is_for_each_run(self):
        event = EventFactory(bare=True)
        RunFactory(event=event)
        RunFactory(event=event)
        kind = services.add_ticket_type(event=event, by=None, name_en="Early", price_minor=9_000, limit=3)
        assert [run.allotments.get().limit for run in event.runs.all()] == [3, 3]
        services.update_ticket_type(ticket_type=kind, by=None, limit=5)
        assert [run.allotments.get().limit for run in event.runs.all()] == [5, 5]
        assert topics() == ["workshops.run.widened"] * 2

    def test_not_less_than_is_taken(self):
        event = EventFactory()
        kind = event.ticket_types.get()
        row = event.runs.get().allotments.get()
        row.taken = 4
        row.save()
        with pytest.raises(FieldsInvalid) as refusal:
            services.update_ticket_type(ticket_type=kind, by=None, limit=2)
        assert list(refusal.value.errors) == ["limit"]
        row.refresh_from_db()
        assert row.limit is None

    def test_the_shown_price_holds_the_materials(self):
        kind = TicketTypeFactory(event__materials_fee_minor=5_000, price_minor=20_000)
        assert kind.seat_price.minor == 25_000

    @pytest.mark.parametrize(
        ("change", "field"),
        [({"price_minor": -1}, "price_minor"), ({"min_quantity": 5, "max_quantity": 2}, "max_quantity")],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, change, field):
        kind = TicketTypeFactory()
        with pytest.raises(FieldsInvalid) as refusal:
            services.update_ticket_type(ticket_type=kind, by=None, **change)
        assert list(refusal.value.errors) == [field]

    def test_an_outsider_changes_no_price_question_or_venue(self):
        kind, question, venue = TicketTypeFactory(), QuestionFactory(), VenueFactory()
        charlie = UserFactory()
        with pytest.raises(NotYours):
            services.update_ticket_type(ticket_type=kind, by=charlie, price_minor=1)
        with pytest.raises(NotYours):
            services.update_question(question=question, by=charlie, text_en="?")
        with pytest.raises(NotYours):
            services.update_venue(venue=venue, by=charlie, name_en="Mine")
        for row in (kind, question, venue):
            row.refresh_from_db()
        assert kind.price_minor == 20_000
        assert question.text_en == "Have you written with a reed before?"
        assert venue.name_en.startswith("Studio")


class TestDatabase:
    @pytest.mark.parametrize(
        ("change", "name"),
        [
            ({"plus_ones": 2}, "event_guests_only_on_the_list"),
            ({"materials_fee_minor": -1}, "event_materials_fee_sold"),
            ({"guardian_below": 19}, "event_ages_plausible"),
            ({"published_at": None}, "event_published_dated"),
            ({"state": "cancelled"}, "event_cancelled_dated"),
            ({"title_ar": "", "title_en": None}, "event_has_title"),
            ({"kind": "party"}, "event_kind_known"),
        ],
    )
    def test_it_refuses_what_cannot_be(self, change, name):
        event = EventFactory()
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Event.objects.filter(pk=event.pk).update(**change)
