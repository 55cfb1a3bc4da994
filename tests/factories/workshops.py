"""Events, runs and tickets for tests.

`EventFactory` is published with one run of one session in two weeks and one ticket type at 200.00;
`bare=True` leaves out run and ticket type.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import factory
from django.utils import timezone

from tests.factories.orders import SellerFactory
from workshops.enums import EventState
from workshops.models import Allotment, Event, Question, Run, Session, TicketType, Venue

SHOWN_ON = datetime(2026, 1, 1, tzinfo=UTC)


def in_two_weeks() -> datetime:
    """At 15:00 UTC, which is 18:00 in Riyadh."""
    return (timezone.now() + timedelta(days=14)).replace(hour=15, minute=0, second=0, microsecond=0)


class VenueFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Venue

    seller = factory.SubFactory(SellerFactory)
    name_ar = factory.Sequence(lambda n: f"مرسم {n}")
    name_en = factory.Sequence(lambda n: f"Studio {n}")
    address = factory.LazyFunction(
        lambda: {
            "country": "SA",
            "line1": "شارع التخصصي",
            "district": "حي المعذر",
            "city": "الرياض",
            "postcode": "12345",
            "building": "7420",
            "additional": "2310",
        }
    )
    map_url = "https://maps.example.org/studio"


class EventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Event
        skip_postgeneration_save = True

    class Params:
        draft = factory.Trait(state=EventState.DRAFT, published_at=None)
        online = factory.Trait(place="online", venue=None, online_url="https://meet.example.org/souk")

    seller = factory.SubFactory(SellerFactory)
    venue = factory.SubFactory(VenueFactory, seller=factory.SelfAttribute("..seller"))
    slug = factory.Sequence(lambda n: f"event-{n}")
    title_ar = factory.Sequence(lambda n: f"ورشة الخط {n}")
    title_en = factory.Sequence(lambda n: f"Calligraphy workshop {n}")
    summary_ar = "أمسية للمبتدئين مع القصب والحبر."
    summary_en = "An evening for beginners with reed and ink."
    description_ar = "نبدأ من قطع القلم."
    description_en = "We begin with cutting the pen."
    category = "calligraphy"
    state = EventState.PUBLISHED
    published_at = SHOWN_ON

    @factory.post_generation
    def bare(self, create: bool, extracted: Any, **_: Any) -> None:
        if create and not extracted:
            if self.admission == "tickets":  # type: ignore[attr-defined]
                TicketTypeFactory(event=self)
            RunFactory(event=self)


class RunFactory(factory.django.DjangoModelFactory):
    """Ten seats, one session of two hours; `sessions=3` makes it one a week."""

    class Meta:
        model = Run
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory, bare=True)
    number = factory.LazyAttribute(lambda it: it.event.runs.count() + 1)
    capacity = 10
    starts_at = factory.LazyFunction(in_two_weeks)
    ends_at = factory.LazyAttribute(lambda it: it.starts_at + timedelta(hours=2))

    @factory.post_generation
    def sessions(self, create: bool, extracted: Any, **_: Any) -> None:
        if not create:
            return
        run: Run = self  # type: ignore[assignment]
        length = run.ends_at - run.starts_at
        for position in range(extracted or 1):
            begin = run.starts_at + timedelta(weeks=position)
            _session(run, position, begin, begin + length)
        if extracted and extracted > 1:
            run.ends_at = run.starts_at + timedelta(weeks=extracted - 1) + length
            run.save(update_fields=["ends_at"])
        for kind in run.event.ticket_types.all():
            Allotment.objects.get_or_create(run=run, ticket_type=kind)


def _session(run: Run, position: int, start: datetime, end: datetime) -> Session:
    walls = (moment.astimezone(run.zone).replace(tzinfo=None) for moment in (start, end))
    wall_start, wall_end = walls
    return Session.objects.create(
        run=run, position=position, starts_at=start, ends_at=end, wall_start=wall_start, wall_end=wall_end
    )


class TicketTypeFactory(factory.django.DjangoModelFactory):
    """200.00 with VAT; each run of its event has an allotment, with `limit` seats if given."""

    class Meta:
        model = TicketType
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory, bare=True)
    name_ar = "تذكرة"
    name_en = "Standard ticket"
    price_minor = 20_000
    position = factory.LazyAttribute(lambda it: it.event.ticket_types.count())

    @factory.post_generation
    def limit(self, create: bool, extracted: Any, **_: Any) -> None:
        kind: TicketType = self  # type: ignore[assignment]
        for run in kind.event.runs.all() if create else ():
            Allotment.objects.update_or_create(run=run, ticket_type=kind, defaults={"limit": extracted})


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    event = factory.SubFactory(EventFactory)
    text_ar = "هل سبق لك الكتابة بالقصب؟"
    text_en = "Have you written with a reed before?"
