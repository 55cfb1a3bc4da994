"""Tickets and doors for phones."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, door
from workshops.admission import codes
from workshops.admission.models import CheckIn

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
TICKETS = "/api/v1/tickets/"


@pytest.fixture
def here() -> Door:
    return door(sessions=2)


def scans(run: int) -> str:
    return f"/api/v1/admission/runs/{run}/scans/"


def post(client: Client, url: str, body: Any) -> Any:
    return client.post(url, body, content_type="application/json")


def test_ones_own_seats(here: Door, client_for: ClientFor) -> None:
    booker, other = UserFactory(), UserFactory()
    mine = here.ticket("Sara", booker=booker)
    handed = here.ticket("Nura", booker=booker, holder=other)
    here.ticket(booker=booker, state="held")
    here.ticket()
    entry = here.entry(mine)
    (row,) = client_for(booker).get(TICKETS).json()["results"]
    assert (row["number"], row["attendee_name"]) == (mine.label, "Sara")
    assert row["code"] == codes.code_of(mine.pk, mine.secret)
    assert row["short_code"] == codes.short_of(mine.pk, mine.secret)
    assert [session["entered_at"] is not None for session in row["sessions"]] == [True, False]
    assert row["sessions"][0]["session"] == entry.session_id
    assert [one["number"] for one in client_for(other).get(TICKETS).json()["results"]] == [handed.label]
    assert client_for().get(TICKETS).status_code in {401, 403}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_as_for_three(
    here: Door, client_for: ClientFor, django_assert_num_queries: Any, count: int
) -> None:
    booker = UserFactory()
    for _ in range(count):
        here.ticket(booker=booker)
    client = client_for(booker)
    client.get(TICKETS)
    with django_assert_num_queries(5):
        assert len(client.get(TICKETS).json()["results"]) == count


def test_scanned_and_synced(here: Door, client_for: ClientFor) -> None:
    ticket = here.ticket("Sara")
    client, session = client_for(here.owner), here.session.pk
    code = codes.code_of(ticket.pk, ticket.secret)
    scan = {"id": str(uuid.uuid4()), "session": session, "code": code, "device": "iPad"}
    (told,) = post(client, scans(here.run.pk), {"scans": [scan]}).json()["scans"]
    assert (told["id"], told["verdict"], told["name"]) == (scan["id"], "welcome", "Sara")
    (again,) = post(client, scans(here.run.pk), {"scans": [scan]}).json()["scans"]
    assert again["verdict"] == "welcome"
    assert CheckIn.objects.count() == 1
    now = clock.now()
    late = {**scan, "id": str(uuid.uuid4()), "at": (now - timedelta(hours=1)).isoformat()}
    body = {"offline": True, "sent_at": now.isoformat(), "scans": [late]}
    (told,) = post(client, scans(here.run.pk), body).json()["scans"]
    assert (told["verdict"], told["doubled"]) == ("welcome", True)
    assert CheckIn.objects.get(state="in").offline is True


def test_an_outsider_scans_nothing(here: Door, client_for: ClientFor) -> None:
    ticket = here.ticket()
    scan = {
        "id": str(uuid.uuid4()),
        "session": here.session.pk,
        "code": codes.code_of(ticket.pk, ticket.secret),
    }
    for person in (UserFactory(), ticket.registration.booker, door().owner):
        assert post(client_for(person), scans(here.run.pk), {"scans": [scan]}).status_code == 404
    assert post(client_for(), scans(here.run.pk), {"scans": [scan]}).status_code in {401, 403}
    assert not CheckIn.objects.exists()


def test_a_session_of_another_run(here: Door, client_for: ClientFor) -> None:
    other = door()
    scan = {"id": str(uuid.uuid4()), "session": other.session.pk, "code": "x"}
    answer = post(client_for(here.owner), scans(here.run.pk), {"scans": [scan]})
    assert answer.status_code == 404


@pytest.mark.parametrize("body", [{}, {"scans": []}, {"scans": [{"id": "x"}]}, {"scans": [{}] * 201}])
def test_what_is_no_scan(here: Door, client_for: ClientFor, body: Any) -> None:
    assert post(client_for(here.owner), scans(here.run.pk), body).status_code == 400
