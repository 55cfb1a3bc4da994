"""The ticket on screen and on paper, read back; its files, its feedback; and who sees none of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, door, past_door, upload
from tests.workshops.admission.views.test_door import at
from workshops.admission import codes, services
from workshops.admission.models import Certificate, Feedback, Material
from workshops.booking.models import Ticket

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def here() -> Door:
    return door()


def booker(ticket: Ticket) -> Any:
    return ticket.registration.booker


def opened(content: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(content)


def words(content: bytes) -> str:
    return opened(content)[0].get_textpage().get_text_bounded()


def qr(content: bytes) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(opened(content)[0].render(scale=3).to_pil())]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_shows_the_code(here: Door, client_for: ClientFor, language: str) -> None:
    ticket = here.ticket("لمياء الراشد")
    answer = client_for(booker(ticket)).get(at("ticket", ticket.label, language=language))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert codes.short_of(ticket.pk, ticket.secret) in page
    assert '<svg viewBox="' in page
    assert "style=" not in page.split('class="qr"')[1].split("</svg>")[0]
    assert ticket.secret not in page
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pdf_is_one_page_that_is_read_back(here: Door, client_for: ClientFor, language: str) -> None:
    ticket = here.ticket("Lamia Alrashid")
    answer = client_for(booker(ticket)).get(at("ticket-pdf", ticket.label, language=language))
    assert answer["Content-Type"] == "application/pdf"
    assert len(opened(answer.content)) == 1
    assert qr(answer.content) == [codes.code_of(ticket.pk, ticket.secret)]
    text = words(answer.content)
    for said in (
        "Lamia Alrashid",
        ticket.label,
        codes.short_of(ticket.pk, ticket.secret),
        str(here.event.title_en),
    ):
        assert said in text


def test_a_course_of_many_evenings_still_fits_one_page(client_for: ClientFor) -> None:
    here = door(
        sessions=8, title_ar="أساسيات الخط الكوفي في ثماني أمسيات طويلة من أمسيات الشتاء", title_en="W" * 90
    )
    ticket = here.ticket("A name that is rather long for one line of a small ticket")
    for language in ("ar", "en"):
        answer = client_for(booker(ticket)).get(at("ticket-pdf", ticket.label, language=language))
        assert len(opened(answer.content)) == 1


def test_a_ticket_that_ended_carries_no_code(here: Door, client_for: ClientFor) -> None:
    ticket = here.ticket(state="cancelled", cancelled_at=here.run.starts_at, ended_by="booker")
    client = client_for(booker(ticket))
    page = client.get(at("ticket", ticket.label)).content.decode()
    assert "This ticket is cancelled" in page
    assert codes.short_of(ticket.pk, ticket.secret) not in page
    assert qr(client.get(at("ticket-pdf", ticket.label)).content) == []


def test_who_sees_it(here: Door, client_for: ClientFor) -> None:
    ticket = here.ticket()
    url = at("ticket", ticket.label)
    assert client_for(booker(ticket)).get(url).status_code == 200
    assert client_for(here.owner).get(url).status_code == 200
    for person in (UserFactory(), door().owner):
        for name in ("ticket", "ticket-pdf", "certificate-pdf", "feedback"):
            assert client_for(person).get(at(name, ticket.label)).status_code == 404
    assert client_for().get(url).status_code == 302
    assert client_for(booker(ticket)).get(at("ticket", "RG-22222222-1")).status_code == 404
    assert client_for(booker(ticket)).get(at("ticket", "nonsense")).status_code == 404


def test_handed_over_the_code_is_the_new_holders(here: Door, client_for: ClientFor) -> None:
    holder = UserFactory()
    ticket = here.ticket(holder=holder)
    short = codes.short_of(ticket.pk, ticket.secret)
    assert short in client_for(holder).get(at("ticket", ticket.label)).content.decode()
    before = client_for(booker(ticket))
    page = before.get(at("ticket", ticket.label)).content.decode()
    assert short not in page
    assert "This ticket was handed over" in page
    assert before.get(at("ticket-pdf", ticket.label)).status_code == 404
    assert before.get(at("feedback", ticket.label)).status_code == 404


def test_files_are_for_living_seats(here: Door, client_for: ClientFor) -> None:
    row = services.add_material(
        event=here.event, run=None, title_ar="ورقة", title_en="Sheet", file=upload(), by=here.owner
    )
    ticket, gone = (
        here.ticket(),
        here.ticket(state="cancelled", cancelled_at=here.run.starts_at, ended_by="run"),
    )
    held = here.ticket(state="held")
    answer = client_for(booker(ticket)).get(at("material", ticket.label, row.pk))
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"].startswith("attachment")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    for other in (gone, held):
        assert client_for(booker(other)).get(at("material", other.label, row.pk)).status_code == 404
    for person in (UserFactory(), here.owner, door().owner):
        assert client_for(person).get(at("material", ticket.label, row.pk)).status_code == 404
    elsewhere = door().ticket()
    assert client_for(booker(elsewhere)).get(at("material", elsewhere.label, row.pk)).status_code == 404
    services.remove_material(material=row, by=here.owner)
    assert client_for(booker(ticket)).get(at("material", ticket.label, row.pk)).status_code == 404


def test_feedback_by_the_form(client_for: ClientFor) -> None:
    here = past_door()
    ticket = here.ticket()
    client, url = client_for(booker(ticket)), at("feedback", ticket.label)
    assert client.get(url).status_code == 200
    wrong = client.post(url, {"words": "Kept <b>"})
    assert wrong.status_code == 422
    assert "Kept &lt;b&gt;" in wrong.content.decode()
    assert not Feedback.objects.exists()
    assert client.post(url, {"rating": "4", "words": "Good.", "public": "on"}).status_code == 302
    assert Feedback.objects.get().rating == 4
    assert client.get(url).status_code == 200
    client.post(url, {})
    assert Feedback.objects.get().public is False


def test_a_certificate_is_read_back_and_checked_by_anybody(client_for: ClientFor) -> None:
    here = past_door()
    ticket = here.ticket("Lamia Alrashid")
    here.entry(ticket, at=here.run.starts_at)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    for language in ("ar", "en"):
        answer = client_for(booker(ticket)).get(at("certificate-pdf", ticket.label, language=language))
        assert len(opened(answer.content)) == 1
        (url,) = qr(answer.content)
        assert url.endswith(f"/{language}/admission/verify/{one.code}/")
        text = words(answer.content)
        for said in ("Lamia Alrashid", one.number[-6:], one.code, "Certificate of attendance"):
            assert said in text
    assert client_for().get(at("certificate-pdf", ticket.label)).status_code == 302


def test_the_public_page_shows_what_it_must(client_for: ClientFor) -> None:
    here = past_door()
    ticket = here.ticket("Lamia Alrashid")
    here.entry(ticket, at=here.run.starts_at)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    anybody = client_for()
    answer = anybody.get(at("verify", one.code.lower()))
    page = answer.content.decode()
    assert "This certificate stands" in page
    assert "Lamia Alrashid" in page
    assert booker(ticket).email not in page
    assert ticket.label not in page
    assert answer["X-Robots-Tag"] == "noindex"
    services.revoke(certificate=one, by=here.owner, reason="Private reason")
    page = anybody.get(at("verify", one.code)).content.decode()
    assert "This certificate has been withdrawn" in page
    assert "Lamia Alrashid" not in page
    assert "Private reason" not in page
    assert anybody.get(at("verify", "0" * 12)).status_code == 404
    found = anybody.get(at("verify-search"), {"code": f"{one.code[:4]}-{one.code[4:]}"})
    assert found["Location"] == at("verify", one.code)


@pytest.mark.parametrize("count", [1, 3])
def test_the_ticket_page_asks_as_much_for_one_file_as_for_three(
    client_for: ClientFor, django_assert_num_queries: Any, count: int
) -> None:
    here = past_door(sessions=count)
    ticket = here.ticket()
    for n in range(count):
        Material.objects.create(
            event=here.event,
            title_en=f"File {n}",
            kind="pdf",
            path=f"x{n}",
            sha256=str(n),
            size=9,
            added_at=here.run.starts_at,
        )
    client = client_for(booker(ticket))
    client.get(at("ticket", ticket.label))
    with django_assert_num_queries(8):
        page = client.get(at("ticket", ticket.label)).content.decode()
    assert page.count("File ") == count
    assert Certificate.objects.count() == 0
