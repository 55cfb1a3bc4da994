"""The door's page and what its script asks; an outsider finds nothing, and nothing changes."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, door, scan_of
from tests.workshops.admission.test_frames import picture
from workshops.admission import codes, headers
from workshops.admission.models import CheckIn

pytestmark = pytest.mark.django_db
At = Callable[..., str]


def at(name: str, *given: Any, language: str = "en") -> str:
    with override(language):
        return reverse(f"admission:{name}", args=given)


def post(client: Client, url: str, body: Any) -> Any:
    return client.post(
        url, json.dumps(body), content_type="application/json", headers={"accept": "application/json"}
    )


@pytest.fixture
def here() -> Door:
    return door(starts_at=clock.now() + timedelta(hours=1))


@pytest.fixture
def owner(here: Door, client_for: Callable[..., Client]) -> Client:
    return client_for(here.owner)


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "الرمز القصير"), ("en", "Short code under the QR code")]
)
def test_the_page(here: Door, owner: Client, language: str, words: str) -> None:
    answer = owner.get(at("door", here.session.pk, language=language))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "camera=(self)" in answer[headers.HEADER].split(", ")
    assert "no-store" in answer["Cache-Control"]


def test_the_camera_is_for_this_page_only(owner: Client, client: Client) -> None:
    for page in (at("doors"), "/en/"):
        assert "camera=()" in owner.get(page)[headers.HEADER].split(", ")


def test_an_outsider_finds_no_door(here: Door, client_for: Callable[..., Client]) -> None:
    ticket, session = here.ticket(), here.session.pk
    code = codes.code_of(ticket.pk, ticket.secret)
    for person in (UserFactory(), door().owner, ticket.registration.booker):
        other = client_for(person)
        assert other.get(at("door", session)).status_code == 404
        assert other.get(at("list", session)).status_code == 404
        assert other.get(at("attendance", here.run.pk)).status_code == 404
        scan = {"code": code, "id": str(uuid.uuid4())}
        assert post(other, at("scan", session), scan).status_code == 404
        assert post(other, at("sync", session), {"scans": [scan]}).status_code == 404
        assert other.post(at("read", session), picture(), content_type="image/jpeg").status_code == 404
        assert other.post(at("hand", here.run.pk, ticket.pk)).status_code == 404
        assert other.get(at("badges", here.run.pk)).status_code == 404
        assert other.get(at("export", here.run.pk, "csv")).status_code == 404
    assert not CheckIn.objects.exists()
    entry = here.entry(ticket)
    assert post(client_for(UserFactory()), at("undo", session), {"entry": entry.pk}).status_code == 404
    assert CheckIn.objects.get().state == "in"


def test_a_visitor_is_asked_to_sign_in(here: Door, client: Client) -> None:
    for url in (at("doors"), at("door", here.session.pk), at("attendance", here.run.pk)):
        answer = client.get(url)
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_scanned(here: Door, owner: Client) -> None:
    ticket = here.ticket("لمياء الراشد")
    body = {"code": codes.code_of(ticket.pk, ticket.secret), "id": str(uuid.uuid4()), "device": "Gate"}
    told = post(owner, at("scan", here.session.pk), body).json()
    entry = CheckIn.objects.get()
    assert (told["verdict"], told["title"], told["name"]) == ("welcome", "Welcome", "لمياء الراشد")
    assert (told["entry"], told["number"], told["doubled"], told["icon"]) == (
        entry.pk,
        ticket.label,
        False,
        "check",
    )
    again = post(owner, at("scan", here.session.pk), {**body, "id": str(uuid.uuid4())}).json()
    hour = f"{entry.at.astimezone(here.run.zone):%H:%M}"
    assert (again["verdict"], again["entry"]) == ("already", None)
    assert (
        again["line"]
        == f"\u2068لمياء الراشد\u2069 entered at {hour}. Let in by \u2068{here.owner.get_full_name()}\u2069."
    )


def test_the_answer_in_arabic(here: Door, owner: Client) -> None:
    told = post(owner, at("scan", here.session.pk, language="ar"), {"code": "nothing"}).json()
    assert (told["verdict"], told["title"]) == ("unknown", "ليست تذكرة من تذاكرنا")


def test_typed_without_a_script(here: Door, owner: Client) -> None:
    ticket = here.ticket("Sara")
    answer = owner.post(at("scan", here.session.pk), {"code": codes.short_of(ticket.pk, ticket.secret)})
    assert answer.status_code == 200
    assert 'class="answer is-welcome"' in answer.content.decode()
    assert CheckIn.objects.get().how == "typed"


def test_another_organisers_ticket_gives_nothing_away(here: Door, owner: Client) -> None:
    other = door()
    ticket = other.ticket("Secret guest")
    body = {"code": codes.code_of(ticket.pk, ticket.secret)}
    told = post(owner, at("scan", here.session.pk), body).json()
    assert told["verdict"] == "other"
    assert "Secret guest" not in json.dumps(told)
    assert str(other.event.title_en) not in json.dumps(told)


def test_late_scans_are_told_with_their_conflicts(here: Door, owner: Client) -> None:
    one, two = here.ticket("Sara"), here.ticket("Huda")
    first = here.entry(one, at=clock.now() - timedelta(minutes=5))
    now = clock.now()
    rows = [
        {"id": str(uuid.uuid4()), "code": scan_of(row).code, "at": (now - timedelta(minutes=ago)).isoformat()}
        for row, ago in ((one, 2), (two, 1))
    ]
    told = post(owner, at("sync", here.session.pk), {"sent_at": now.isoformat(), "scans": rows}).json()[
        "scans"
    ]
    assert [(row["id"], row["verdict"], row["doubled"]) for row in told] == [
        (rows[0]["id"], "already", True),
        (rows[1]["id"], "welcome", False),
    ]
    assert first == CheckIn.objects.get(ticket=one, state="in")
    again = post(owner, at("sync", here.session.pk), {"sent_at": now.isoformat(), "scans": rows}).json()[
        "scans"
    ]
    assert [row["verdict"] for row in again] == ["already", "welcome"]
    assert CheckIn.objects.count() == 3


@pytest.mark.parametrize(
    "body", [b"[]", b"{", b'{"scans": 7}', b'{"scans": ["x", null]}', b'{"scans": [{"id": 1, "at": "x"}]}']
)
def test_nonsense_breaks_nothing(here: Door, owner: Client, body: bytes) -> None:
    answer = owner.post(at("sync", here.session.pk), body, content_type="application/json")
    assert answer.status_code in {200, 400}
    assert (
        owner.post(at("scan", here.session.pk), body, content_type="application/json").json()["verdict"]
        == "unknown"
    )
    assert owner.post(at("undo", here.session.pk), body, content_type="application/json").status_code == 404
    assert not CheckIn.objects.exists()


def test_the_list_for_a_door_without_a_line(here: Door, owner: Client) -> None:
    ticket = here.ticket("Sara")
    here.ticket("Nura", state="held")
    door().ticket("Of another event")
    here.entry(ticket, at=here.run.starts_at)
    answer = owner.get(at("list", here.session.pk))
    rows = answer.json()["tickets"]
    assert [(row["name"], row["state"], row["time"]) for row in rows] == [
        ("Nura", "held", ""),
        ("Sara", "valid", f"{here.run.local_start:%H:%M}"),
    ]
    code = codes.code_of(ticket.pk, ticket.secret).removeprefix("SOUK-")
    assert rows[1]["hashes"][0] == hashlib.sha256(code.encode()).hexdigest()
    assert code not in answer.content.decode()
    assert ticket.secret not in answer.content.decode()


def test_undone_by_the_button(here: Door, owner: Client) -> None:
    entry = here.entry(here.ticket("Sara"))
    assert post(owner, at("undo", here.session.pk), {"entry": entry.pk}).json() == {
        "undone": True,
        "name": "Sara",
    }
    assert CheckIn.objects.get().state == "undone"
    assert post(owner, at("undo", here.session.pk), {"entry": entry.pk}).status_code == 404


def test_a_frame_is_read(here: Door, owner: Client) -> None:
    answer = owner.post(
        at("read", here.session.pk), picture("SOUK-3F-7KQ2M9XA4TRP0WZC"), content_type="image/jpeg"
    )
    assert answer.json() == {"codes": ["SOUK-3F-7KQ2M9XA4TRP0WZC"]}


@pytest.mark.parametrize(("content", "status"), [(b"no picture", 400), (b"\xff" * 500_000, 413)])
def test_a_frame_that_is_none(here: Door, owner: Client, content: bytes, status: int) -> None:
    answer = owner.post(
        at("read", here.session.pk),
        content,
        content_type="image/jpeg",
        headers={"accept": "application/json"},
    )
    assert answer.status_code == status


def test_too_fast(here: Door, owner: Client) -> None:
    answers = [post(owner, at("scan", here.session.pk), {"code": "x"}).status_code for _ in range(121)]
    assert (answers[0], answers[-1]) == (200, 429)


def test_the_worker_reaches_the_door_only(client: Client) -> None:
    url = at("worker")
    answer = client.get(url)
    assert url == "/en/admission/door/worker.js"
    assert answer["Content-Type"].startswith("text/javascript")
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert "connect-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("count", [1, 3])
def test_doors_listed(client_for: Callable[..., Client], django_assert_num_queries: Any, count: int) -> None:
    here = door(starts_at=clock.now() + timedelta(hours=1))
    from tests.factories.workshops import RunFactory

    for n in range(count - 1):
        RunFactory(event=here.event, starts_at=clock.now() + timedelta(days=n + 1))
    here.ticket()
    client = client_for(here.owner)
    client.get(at("doors"))
    with django_assert_num_queries(6):
        answer = client.get(at("doors"))
    assert answer.content.decode().count("Open the door") == count
