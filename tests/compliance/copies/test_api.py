"""Copies for phones."""

from __future__ import annotations

from compliance.copies.models import Copy
from tests.factories.accounts import UserFactory
from tests.factories.copies import make_copy

LIST = "/api/v1/privacy/copies/"


def test_ordered_listed_and_watched(client_for, huda):
    client = client_for(huda)
    answer = client.post(LIST)
    copy = Copy.objects.get()
    assert answer.status_code == 201
    assert answer.json()["code"] == str(copy.code)
    assert answer.json()["state"]["code"] == "queued"
    assert answer.json()["url"].endswith(f"/privacy/copies/{copy.code}/")
    assert [row["code"] for row in client.get(LIST).json()["results"]] == [str(copy.code)]
    assert client.get(f"{LIST}{copy.code}/").json()["percent"] == 0


def test_no_answer_holds_what_opens_the_file(client_for, huda):
    copy = make_copy(huda)
    answer = client_for(huda).get(f"{LIST}{copy.code}/").json()
    assert sorted(answer) == sorted(
        ["code", "state", "percent", "records", "size", "sha256", "created_at", "taken_at", "ready_at", "expires_at",
         "fetched", "url"]
    )  # fmt: skip


def test_others_see_nothing_and_change_nothing(client_for, huda):
    copy = make_copy(huda)
    assert client_for().get(LIST).status_code in {401, 403}
    assert client_for().post(LIST).status_code in {401, 403}
    stranger = client_for(UserFactory())
    assert stranger.get(f"{LIST}{copy.code}/").status_code == 404
    assert stranger.get(LIST).json()["results"] == []
    assert Copy.objects.count() == 1
