"""Mail of the days after: to whose seat it was, once, in their language."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mailing.models import EmailMessage, Notification
from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, past_door, upload
from tests.factories.workshops import RunFactory
from workshops.admission import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Door:
    return past_door()


def sent(template: str) -> list[str]:
    return list(
        EmailMessage.objects.filter(template=template)
        .order_by("to_address")
        .values_list("to_address", flat=True)
    )


def test_the_certificate_is_announced(here: Door, run_outbox: Callable[[], int]) -> None:
    booker = UserFactory(language="ar", email="one@example.com")
    ticket = here.ticket(booker=booker)
    here.entry(ticket, at=here.run.starts_at)
    services.certify_run(run=here.run, by=here.owner)
    run_outbox()
    letter = EmailMessage.objects.get(template="admission.certificate")
    assert (letter.to_address, letter.language) == ("one@example.com", "ar")
    assert "شهادة الحضور" in letter.text
    assert f"/ar/admission/tickets/{ticket.label}/" in letter.text
    assert Notification.objects.get(user=booker).kind == "admission.certificate"


def test_feedback_is_asked_of_each_person_once(here: Door, run_outbox: Callable[[], int]) -> None:
    booker = UserFactory(email="two@example.com", language="en")
    first = here.ticket(booker=booker)
    here.ticket(booker=booker)
    here.ticket(holder=UserFactory(email="holder@example.com"))
    here.ticket(state="held")
    spoken = here.ticket()
    services.give_feedback(
        ticket=spoken, by=spoken.registration.booker, rating=5, words="", public=False, language="en"
    )
    services.ask(run=here.run)
    services.ask(run=here.run)
    run_outbox()
    assert sent("admission.feedback") == ["holder@example.com", "two@example.com"]
    letter = EmailMessage.objects.get(to_address="two@example.com")
    assert f"/en/admission/tickets/{first.label}/feedback/" in letter.text


def test_a_file_is_told_to_those_it_is_for(here: Door, run_outbox: Callable[[], int]) -> None:
    here.ticket(booker=UserFactory(email="mine@example.com"))
    here.ticket(state="cancelled", cancelled_at=here.run.starts_at, ended_by="booker")
    other = Door(here.owner, here.seller, here.event, RunFactory(event=here.event))
    other.ticket(booker=UserFactory(email="other@example.com"))
    given = {"event": here.event, "title_ar": "ورقة", "title_en": "Sheet", "by": here.owner}
    services.add_material(**given, run=here.run, file=upload())
    run_outbox()
    assert sent("admission.material") == ["mine@example.com"]
    services.add_material(**given, run=None, file=upload())
    run_outbox()
    assert sent("admission.material") == ["mine@example.com", "mine@example.com", "other@example.com"]


def test_nothing_is_told_of_what_was_taken_back(here: Door, run_outbox: Callable[[], int]) -> None:
    here.entry(here.ticket(), at=here.run.starts_at)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    services.revoke(certificate=one, by=here.owner, reason="A mistake")
    row = services.add_material(
        event=here.event, run=None, title_ar="ورقة", title_en="", file=upload(), by=here.owner
    )
    services.remove_material(material=row, by=here.owner)
    run_outbox()
    assert not EmailMessage.objects.filter(template__startswith="admission.").exists()
