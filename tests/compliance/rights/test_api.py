"""One's own requests for phones."""

from __future__ import annotations

import pytest

from compliance.rights.enums import Right
from compliance.rights.models import Request
from tests.factories.accounts import UserFactory
from tests.factories.rights import asked, officer

pytestmark = pytest.mark.django_db
BASE = "/api/v1/privacy/requests/"


def ask(client, **given):
    return client.post(BASE, given, content_type="application/json", headers={"accept-language": "en"})


def test_asking_and_following(client_for):
    user = UserFactory()
    client = client_for(user)
    response = ask(client, right="copy")
    assert response.status_code == 201
    found = Request.objects.get()
    data = response.json()
    assert (data["number"], data["state"]["code"], found.channel) == (found.number, "fulfilling", "api")
    assert data["right"] == {"code": "copy", "text": "A copy of my data"}
    assert client.get(f"{BASE}{found.number}/").json()["number"] == found.number
    assert [row["number"] for row in client.get(BASE).json()["results"]] == [found.number]


def test_a_second_one_is_a_conflict_and_an_empty_complaint_a_mistake(client_for):
    client = client_for(UserFactory())
    ask(client, right="destruction")
    assert ask(client, right="destruction").status_code == 409
    assert ask(client, right="complaint").status_code == 400
    assert ask(client, right="oblivion").status_code == 400
    assert Request.objects.count() == 1


def test_a_correction_names_a_known_field(client_for):
    client = client_for(UserFactory())
    wrong = ask(client, right="correction", corrections=[{"field": "accounts.password", "after": "x"}])
    assert wrong.status_code == 400
    ask(client, right="correction", corrections=[{"field": "accounts.name_en", "after": "Lamia"}])
    assert list(Request.objects.get().corrections.values_list("field", "after")) == [
        ("accounts.name_en", "Lamia")
    ]


def test_somebody_elses_request_does_not_exist(client, client_for):
    found = asked(Right.DESTRUCTION)
    for person in (UserFactory(), officer()):  # the office has its own pages
        stranger = client_for(person)
        assert stranger.get(f"{BASE}{found.number}/").status_code == 404
        assert stranger.post(f"{BASE}{found.number}/take-back/").status_code == 404
        assert stranger.get(BASE).json()["results"] == []
        assert ask(stranger, right="complaint", details="x", about=found.number).status_code == 404
    assert client.get(BASE).status_code in {401, 403}
    assert Request.objects.get().state == "verified"


def test_taking_back(client_for):
    user = UserFactory()
    found = asked(Right.DESTRUCTION, user)
    data = client_for(user).post(f"{BASE}{found.number}/take-back/").json()
    assert data["state"]["code"] == "withdrawn"
    assert client_for(user).post(f"{BASE}{found.number}/take-back/").status_code == 409


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(client_for, django_assert_num_queries, count):
    user = UserFactory()
    for _ in range(count):
        asked(Right.COMPLAINT, user, details="x")
    client = client_for(user)
    with django_assert_num_queries(3):
        assert len(client.get(BASE).json()["results"]) == count
