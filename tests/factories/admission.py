"""Tickets at the door for tests: a run of an organiser, its people, seats with names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from orders.models import Seller
from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory, TicketFactory
from tests.factories.orders import SellerFactory
from tests.factories.workshops import EventFactory, RunFactory, TicketTypeFactory
from workshops.admission import codes, services
from workshops.admission.models import CheckIn
from workshops.admission.services import Scan
from workshops.booking.models import Ticket
from workshops.models import Event, Run, Session

BEGINS = datetime(2026, 12, 6, 15, 0, tzinfo=UTC)  # 18:00 in Riyadh


@dataclass
class Door:
    """An organiser's run with its first session; `owner` may stand at the door."""

    owner: User
    seller: Seller
    event: Event
    run: Run

    @property
    def session(self) -> Session:
        return self.run.sessions.order_by("position")[0]

    def ticket(self, name: str = "لمياء الراشد", **given: Any) -> Ticket:
        """A valid seat of somebody; `booker=` and the ticket's own fields may be given."""
        booker = given.pop("booker", None) or UserFactory()
        registration = RegistrationFactory(run=self.run, booker=booker, tickets=0)
        kind = self.event.ticket_types.first()
        return TicketFactory(registration=registration, ticket_type=kind, attendee_name=name, **given)

    def entry(self, ticket: Ticket, *, at: datetime = BEGINS, session: Session | None = None) -> CheckIn:
        answer = services.admit_by_hand(ticket=ticket, session=session or self.session, by=self.owner, now=at)
        assert answer.entry is not None
        return answer.entry


def door(*, sessions: int = 1, starts_at: datetime = BEGINS, **event: Any) -> Door:
    owner = UserFactory()
    seller = SellerFactory(owner=owner)
    made = EventFactory(seller=seller, bare=True, **event)
    TicketTypeFactory(event=made)
    run = RunFactory(event=made, starts_at=starts_at, sessions=sessions)
    return Door(owner, seller, made, run)


def past_door(*, sessions: int = 1) -> Door:
    """A run whose last session ended a while ago, by the wall clock."""
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=7 * sessions + 3)
    return door(sessions=sessions, starts_at=start)


def scan_of(ticket: Ticket, **given: Any) -> Scan:
    return Scan(code=codes.code_of(ticket.pk, ticket.secret), **given)


PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n103\n%%EOF\n"
)


def upload(content: bytes = PDF, name: str = "handout.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(out, kind)
    return out.getvalue()


def archive(entries: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return out.getvalue()
