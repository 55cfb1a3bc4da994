"""Traces of making, showing, bidding, teaching and coming."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from PIL import Image

from marketplace.imaging import services as imaging
from tests.compliance.completeness.files import kept
from tests.compliance.completeness.life import Life, makes, row
from tests.factories import admission, auctions, booking
from tests.factories.accounts import UserFactory
from tests.factories.agenda import CalendarKeyFactory, FeedFactory
from tests.factories.workshops import EventFactory, RunFactory, VenueFactory

CAMERA = 0x010F
WORDS = 0x010E


def photograph(word: str) -> io.BytesIO:
    """A picture whose metadata name their person."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[CAMERA] = f"camera of {word}"
    exif[WORDS] = f"at the house of {word}"
    colour = tuple(sum(word.encode()) * step % 256 for step in (1, 3, 7))
    Image.new("RGB", (320, 240), colour).save(out, "JPEG", exif=exif)
    out.seek(0)
    return out


@makes("imaging.Image", "marketplace.Artist", "marketplace.Artwork", "marketplace.SearchWord")
def catalogue(life: Life) -> None:
    with transaction.atomic():
        imaging.store_upload(file=photograph(life.word), uploaded_by=life.user)
    life.own_work(inventory_number=f"{life.word}-1")


@makes("auctions.Paddle", "auctions.Bid", "auctions.Refusal", "auctions.Watch")
def bidding(life: Life) -> None:
    lot = auctions.open_lot(artwork=life.work())
    auctions.bid(lot, life.user, 2_000)
    row("auctions.Refusal", lot=lot, bidder=life.user, key=uuid4(), code="auctions.too_low", amounts={})
    row("auctions.Watch", lot=lot, user=life.user)


@makes("workshops.Event", "workshops.Venue", "agenda.Feed", "agenda.CalendarKey", "agenda.Reminder")
def programme(life: Life) -> None:
    event = EventFactory(seller=life.seller, venue=VenueFactory(seller=life.seller), bare=True)
    run = RunFactory(event=event)
    FeedFactory(seller=life.seller, url=f"https://{life.word}.example/all.ics")
    CalendarKeyFactory(user=life.user)
    row("agenda.Reminder", user=life.user, run=run, starts_at=run.starts_at, span="1d")


@makes("booking.Registration", "booking.Ticket", "booking.Answer", "booking.WaitingEntry", "booking.Transfer")
def seats(life: Life) -> None:
    event = EventFactory(seller=life.shop, bare=True, admission="rsvp")
    run = RunFactory(event=event)
    registration = booking.RegistrationFactory(run=run, booker=life.user, tickets=1)
    ticket = registration.tickets.first()
    ticket.guardian_name, ticket.attendee_email = life.user.name_en, life.user.email
    ticket.save(update_fields=["guardian_name", "attendee_email"])
    life.made["ticket"] = ticket
    row("booking.Answer", registration=registration, asked="Anything we should know?", text=life.word)
    booking.WaitingFactory(run=run, user=life.user)
    until = timezone.now() + timedelta(days=2)
    offered: dict[str, Any] = {"state": "offered", "token": f"{life.user.pk:064x}", "until": until}
    row("booking.Transfer", ticket=ticket, from_user=life.user, to_email=life.user.email, **offered)
    theirs = booking.RegistrationFactory(run=run, booker=UserFactory(), tickets=1).tickets.first()
    theirs.attendee_email = life.user.email
    theirs.save(update_fields=["attendee_email"])


@makes("admission.CheckIn", "admission.Feedback", "admission.Certificate", "admission.Material")
def coming(life: Life) -> None:
    door = admission.past_door()
    ticket = door.ticket(booker=life.user)
    row(
        "admission.CheckIn",
        ticket=ticket,
        session=door.session,
        state="in",
        how="scan",
        scan_id=uuid4(),
        at=timezone.now(),
        recorded_at=timezone.now(),
    )
    row("admission.Feedback", ticket=ticket, by=life.user, rating=5, language="en", given_at=timezone.now())
    row(
        "admission.Certificate",
        ticket=ticket,
        number=f"AC-{ticket.pk}",
        code=f"code-{ticket.pk}",
        name_ar=life.user.name_ar,
        name_en=life.user.name_en,
        sessions=1,
        attended=1,
    )
    row(
        "admission.Material",
        event=door.event,
        kind="pdf",
        title_en="Hand-out",
        path=kept(life, "hand-out.pdf"),
        added_by=life.user,
        size=1,
        sha256="d" * 64,
    )
