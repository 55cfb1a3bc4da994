"""A run for its organiser: list, search, hand check-in, badges, exports, certificates, files, statement."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from openpyxl import load_workbook

from compliance.models import AuditEntry
from core.arabic import romanise
from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, door, past_door, upload
from tests.workshops.admission.views.test_door import at
from workshops.admission import services
from workshops.admission.models import Certificate, CheckIn, Material

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture
def here() -> Door:
    return past_door()


@pytest.fixture
def owner(here: Door, client_for: ClientFor) -> Client:
    return client_for(here.owner)


def test_an_outsider_sees_and_changes_nothing(here: Door, client_for: ClientFor) -> None:
    here.entry(here.ticket(), at=here.run.starts_at)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    file = services.add_material(
        event=here.event, run=None, title_ar="", title_en="Sheet", file=upload(), by=here.owner
    )
    run = here.run.pk
    for person in (UserFactory(), door().owner):
        other = client_for(person)
        for url in (
            at("certificates", run),
            at("certificate-file", run, one.pk),
            at("materials", run),
            at("heard", run),
            at("statement", run),
            at("statement-file", run, "pdf"),
            at("statement-file", run, "xlsx"),
        ):
            assert other.get(url).status_code == 404, url
        assert other.post(at("certificates", run), {"share": "1"}).status_code == 404
        assert other.post(at("revoke", run, one.pk), {"reason": "x"}).status_code == 404
        assert other.post(at("remove", run, file.pk)).status_code == 404
        assert other.post(at("materials", run), {"title_en": "x", "file": upload()}).status_code == 404
    assert Certificate.objects.get().standing
    assert Material.objects.get().removed_at is None


def test_a_run_of_ones_own_does_not_reach_anothers_things(here: Door, client_for: ClientFor) -> None:
    here.entry(here.ticket(), at=here.run.starts_at)
    (one,) = services.certify_run(run=here.run, by=here.owner)
    other = past_door()
    client = client_for(other.owner)
    assert client.post(at("revoke", other.run.pk, one.pk), {"reason": "x"}).status_code == 404
    assert client.post(at("hand", other.run.pk, one.ticket_id)).status_code == 404
    assert Certificate.objects.get().standing


def test_let_in_and_taken_back_by_hand(here: Door, owner: Client) -> None:
    ticket, session = here.ticket("Sara"), here.session.pk
    url = at("hand", here.run.pk, ticket.pk)
    answer = owner.post(url, {"session": session, "back": "q=Sara"}, follow=True)
    assert "Welcome" in answer.content.decode()
    assert answer.request["QUERY_STRING"] == "q=Sara"
    assert CheckIn.objects.get().how == "hand"
    owner.post(url, {"session": session})
    assert CheckIn.objects.count() == 1
    owner.post(url, {"session": session, "undo": "1"})
    assert CheckIn.objects.get().state == "undone"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("lamia", ["Lamia"]),
        ("احمد", ["أحمد"]),
        ("", ["Lamia", "أحمد"]),
        ("zzz", []),
        ("@example", ["Lamia", "أحمد"]),
    ],
)
def test_searched(here: Door, owner: Client, asked: str, found: list[str]) -> None:
    here.ticket("Lamia")
    here.ticket("أحمد")
    page = owner.get(at("attendance", here.run.pk), {"q": asked}).content.decode()
    assert [name for name in ("Lamia", "أحمد") if f"<b><bdi>{name}</bdi></b>" in page] == found


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    here: Door, owner: Client, django_assert_num_queries: Any, count: int
) -> None:
    for n in range(count):
        here.entry(here.ticket(f"Guest {n}"), at=here.run.starts_at)
    owner.get(at("attendance", here.run.pk))
    with django_assert_num_queries(10):
        page = owner.get(at("attendance", here.run.pk)).content.decode()
    assert page.count("<b><bdi>Guest") == count


def test_a_double_is_shown(here: Door, owner: Client) -> None:
    from tests.factories.admission import scan_of

    ticket = here.ticket("Sara")
    here.entry(ticket, at=here.run.starts_at)
    services.sync(session=here.session, scans=[scan_of(ticket)], sent_at=None, by=here.owner)
    assert "One ticket, two people" in owner.get(at("attendance", here.run.pk)).content.decode()


def test_badges_in_both_scripts(here: Door, owner: Client) -> None:
    for n in range(9):
        here.ticket("لمياء الراشد" if n else "Sara")
    here.ticket("Gone", state="cancelled", cancelled_at=here.run.starts_at, ended_by="run")
    document = pypdfium2.PdfDocument(owner.get(at("badges", here.run.pk)).content)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert len(document) == 2
    assert ("Sara" in text, "Gone" in text, romanise("لمياء الراشد") in text) == (True, False, True)


def test_the_list_as_a_file_runs_no_formula(here: Door, owner: Client) -> None:
    name = '=HYPERLINK("https://evil.example","x")'
    here.entry(here.ticket(name), at=here.run.starts_at)
    csv = owner.get(at("export", here.run.pk, "csv")).content.decode("utf-8-sig")
    assert f'"\'{name.replace(chr(34), chr(34) * 2)}"' in csv
    book = load_workbook(io.BytesIO(owner.get(at("export", here.run.pk, "xlsx")).content))
    cell = book.active["A2"]
    assert (cell.value, cell.data_type) == (name, "s")
    assert book.active["G2"].value == f"{here.run.local_start:%H:%M}"
    assert AuditEntry.objects.filter(action="admission.attendance.exported").count() == 2


def test_the_sheet_runs_with_the_language(here: Door, owner: Client) -> None:
    answer = owner.get(at("export", here.run.pk, "xlsx", language="ar"))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.active.sheet_view.rightToLeft is True
    assert book.active["A1"].value == "الاسم"


def test_certified_in_one_click(here: Door, owner: Client) -> None:
    here.entry(here.ticket("Sara"), at=here.run.starts_at)
    url = at("certificates", here.run.pk)
    for wrong in ("", "0", "abc", "١٠١"):
        assert owner.post(url, {"share": wrong}).status_code == 422
    page = owner.post(url, {"share": "٧٥٪"}, follow=True).content.decode()
    assert "1 certificate is issued." in page
    assert "Nobody else came often enough." in owner.post(url, {"share": "75"}, follow=True).content.decode()
    one = Certificate.objects.get()
    assert owner.get(at("certificate-file", here.run.pk, one.pk))["Content-Type"] == "application/pdf"
    owner.post(at("revoke", here.run.pk, one.pk), {"reason": ""})
    assert Certificate.objects.get().standing
    owner.post(at("revoke", here.run.pk, one.pk), {"reason": "A mistake"})
    assert not Certificate.objects.get().standing


@pytest.mark.parametrize(
    ("page", "queries"), [("certificates", 7), ("materials", 5), ("heard", 7), ("statement", 9)]
)
@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_for_one_and_for_three(
    owner: Client, here: Door, *, django_assert_num_queries: Any, page: str, queries: int, count: int
) -> None:
    from tests.factories.workshops import RunFactory

    for n in range(count):
        ticket = here.ticket(f"Guest {n}")
        here.entry(ticket, at=here.run.starts_at)
        services.give_feedback(
            ticket=ticket, by=ticket.registration.booker, rating=5, words="x", public=True, language="en"
        )
        Material.objects.create(
            event=here.event,
            title_en="F",
            kind="pdf",
            path="x",
            sha256=str(n),
            size=9,
            added_at=here.run.starts_at,
        )
        if n:
            RunFactory(event=here.event)
    services.certify_run(run=here.run, by=here.owner)
    owner.get(at(page, here.run.pk))
    with django_assert_num_queries(queries):
        assert owner.get(at(page, here.run.pk)).status_code == 200


def test_a_file_added_and_removed(here: Door, owner: Client) -> None:
    url = at("materials", here.run.pk)
    assert owner.post(url, {"title_en": "Sheet", "file": upload(b"nothing")}).status_code == 422
    assert owner.post(url, {"file": upload()}).status_code == 422
    assert not Material.objects.exists()
    assert owner.post(url, {"title_en": "Sheet", "file": upload()}).status_code == 302
    row = Material.objects.get()
    assert row.run == here.run
    assert owner.post(url, {"title_en": "Sheet", "every": "all", "file": upload()}).status_code == 302
    assert Material.objects.filter(run=None).count() == 1
    owner.post(at("remove", here.run.pk, row.pk))
    row.refresh_from_db()
    assert row.removed_at is not None
