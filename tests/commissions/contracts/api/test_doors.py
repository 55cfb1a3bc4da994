"""The doors of contracts for phones: each side its own verbs, strangers find nothing."""

from __future__ import annotations

import pytest

from tests.factories.contracts import (
    artist_of,
    funded_milestone,
    milestone_of,
    offered_contract,
    outsider,
    picture,
    submitted_milestone,
)

pytestmark = pytest.mark.django_db


def test_both_accept_and_the_first_milestone_is_ordered(client_for):
    contract = offered_contract()
    path = f"/api/v1/contracts/{contract.pk}/"
    collector, artist = client_for(contract.collector), client_for(artist_of(contract))
    told = collector.get(path).json()
    assert (told["state"]["code"], told["side"], told["version"]["number"]) == ("offered", "collector", 1)
    assert set(told["version"]["text"]) == {"ar", "en"}
    for client in (collector, artist):
        assert client.post(f"{path}accept/", {"version": 1}, "application/json").status_code == 200
    milestones = collector.get(path).json()["milestones"]
    assert [row["may"] for row in milestones] == [["fund"], []]
    answer = collector.post(f"/api/v1/milestones/{milestones[0]['id']}/fund/")
    assert answer.json() == {"order": contract.milestones.get(position=1).order.number}


def test_work_is_handed_over_revised_and_accepted(client_for):
    milestone = funded_milestone()
    path = f"/api/v1/milestones/{milestone.pk}"
    artist, collector = client_for(artist_of(milestone.contract)), client_for(milestone.contract.collector)
    assert artist.post(f"{path}/submit/", {"pictures": [picture()], "text": "x"}).status_code == 200
    assert collector.post(f"{path}/revise/", {"text": "أفتح"}, "application/json").status_code == 200
    assert artist.post(f"{path}/submit/", {"pictures": [picture(colour="#112233")]}).status_code == 200
    assert collector.post(f"{path}/accept/").status_code == 200
    again = collector.post(f"{path}/revise/", {"text": "أفتح"}, "application/json")
    assert (again.status_code, again.json()["code"]) == (409, "contracts.already_accepted")


def test_strangers_find_nothing_and_visitors_are_asked_to_sign_in(client_for):
    milestone = submitted_milestone()
    paths = [
        f"/api/v1/contracts/{milestone.contract_id}/accept/",
        *(f"/api/v1/milestones/{milestone.pk}/{verb}/" for verb in ("fund", "accept")),
    ]
    stranger = client_for(outsider())
    assert [stranger.post(p, {"version": 1}, "application/json").status_code for p in paths] == [404] * 3
    assert stranger.get(f"/api/v1/contracts/{milestone.contract_id}/").status_code == 404
    assert client_for().get(f"/api/v1/contracts/{milestone.contract_id}/").status_code in {401, 403}
    assert milestone_of(milestone).state == "submitted"
