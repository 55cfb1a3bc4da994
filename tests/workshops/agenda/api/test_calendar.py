"""The calendar for phones."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.booking import RegistrationFactory
from tests.factories.workshops import EventFactory, RunFactory
from workshops.agenda.models import CalendarKey

pytestmark = pytest.mark.django_db
KEY = "/api/v1/calendar/key/"
SESSIONS = "/api/v1/calendar/sessions/"


def test_the_names_of_the_doors():
    assert (reverse("api:calendar-key"), reverse("api:calendar-sessions")) == (KEY, SESSIONS)


def test_a_key_is_made_told_once_changed_and_switched_off(client_for, client):
    browser = client_for(UserFactory(language="en"))
    assert browser.get(KEY).status_code == 404
    made = browser.post(KEY, {"language": "ar"}, content_type="application/json")
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    address = made.json()["address"]
    assert client.get(address).status_code == 200
    told = browser.get(KEY).json()
    assert sorted(told) == ["language", "made_at", "read_at"]
    assert told["language"] == "ar"
    other = browser.post(KEY, {}, content_type="application/json").json()
    assert (other["language"], other["address"] == address) == ("en", False)
    assert client.get(address).status_code == 404
    assert browser.delete(KEY).status_code == 204
    assert browser.delete(KEY).status_code == 404
    assert client.get(other["address"]).status_code == 404


def test_a_language_that_is_none_is_a_problem(client_for):
    response = client_for(UserFactory()).post(KEY, {"language": "fr"}, content_type="application/json")
    assert (response.status_code, response.json()["errors"][0]["field"]) == (400, "language")
    assert not CalendarKey.objects.exists()


def test_my_sessions_and_nobody_elses(client_for):
    person = UserFactory()
    run = RunFactory(event=EventFactory(bare=True, online=True, title_ar="لي", title_en="Mine"), sessions=2)
    RegistrationFactory(run=run, booker=person)
    RegistrationFactory()
    response = client_for(person).get(SESSIONS)
    rows = response.json()["results"]
    assert [row["title"] for row in rows] == [{"ar": "لي", "en": "Mine"}] * 2
    assert rows[0]["uid"] != rows[1]["uid"]
    assert (rows[0]["online"], rows[0]["place"]["en"]) == (True, "Online")
    assert run.event.online_url not in response.content.decode()
    assert client_for(UserFactory()).get(SESSIONS).json()["results"] == []


@pytest.mark.parametrize("path", [KEY, SESSIONS])
def test_visitors_are_turned_away(client, path):
    assert client.get(path).status_code in {401, 403}


@pytest.mark.parametrize("rows", [1, 3])
def test_sessions_cost_the_same_for_one_and_for_three(client_for, django_assert_num_queries, rows):
    person = UserFactory()
    for _ in range(rows):
        RegistrationFactory(booker=person)
    browser = client_for(person)
    browser.get(SESSIONS)
    with django_assert_num_queries(QUERIES):
        assert len(browser.get(SESSIONS).json()["results"]) == rows


QUERIES = 4
