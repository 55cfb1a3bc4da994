from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from commissions.progress.services import send_message
from compliance.safety.models import Appeal, Block, Report
from tests.factories import progress as talks
from tests.factories import safety as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/safety/"


def api(user=None, language: str = "en") -> APIClient:
    client = APIClient(headers={"accept-language": language})
    if user is not None:
        client.force_authenticate(user)
    return client


def test_a_report_and_its_outcome() -> None:
    work, person = make.work_of(), UserFactory()
    body = {"kind": "work", "id": work.pk, "reason": "forgery", "text": "Look."}
    made = api(person).post(f"{DOOR}reports/", body)
    assert made.status_code == 201
    row = Report.objects.get()
    assert made.json() == {
        "number": row.number,
        "kind": "work",
        "id": work.pk,
        "title": "Courtyard of Light",
        "reason": "forgery",
        "text": "Look.",
        "at": made.json()["at"],
        "outcome": "",
    }
    assert api(person).post(f"{DOOR}reports/", body).json()["number"] == row.number
    assert Report.objects.count() == 1
    assert [one["number"] for one in api(person).get(f"{DOOR}reports/").json()["results"]] == [row.number]
    assert api(UserFactory()).get(f"{DOOR}reports/{row.number}/").status_code == 404


def test_outsiders() -> None:
    work = make.work_of()
    body = {"kind": "work", "id": work.pk, "reason": "forgery"}
    assert api().post(f"{DOOR}reports/", body).status_code in {401, 403}
    assert api().get(f"{DOOR}standing/").status_code in {401, 403}
    own = api(make.owner_of(work)).post(f"{DOOR}reports/", body)
    assert (own.status_code, own.json()["code"]) == (400, "safety.own_thing")
    unknown = api(UserFactory()).post(f"{DOOR}reports/", body | {"kind": "user"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "safety.target_missing")
    assert Report.objects.count() == 0


def test_standing_and_appeal() -> None:
    work = make.work_of()
    owner = make.owner_of(work)
    decision = make.decided(work=work, outcome="suspend", scope="all", days=0)
    told = api(owner).get(f"{DOOR}standing/").json()
    assert told["suspensions"][0]["told"].startswith("Suspended until further notice")
    assert [one["number"] for one in told["decisions"]] == [decision.case.number]
    assert "decided_by" not in str(told)
    door = f"{DOOR}decisions/{decision.case.number}/appeal/"
    assert api(UserFactory()).post(door, {"text": "x"}).status_code == 404
    assert Appeal.objects.count() == 0
    assert api(owner).post(door, {"text": "No."}).json()["appeal"] == "open"
    assert api(owner).post(door, {"text": "No."}).json()["code"] == "safety.appeal_over"


def test_blocks() -> None:
    talk = talks.talk_of()
    message = send_message(conversation=talk, by=talk.seller.members.get(), text="Hello")
    collector = talk.commission.collector
    body = {"kind": "message", "id": message.pk}
    assert api(UserFactory()).post(f"{DOOR}blocks/", body).status_code == 404
    made = api(collector, "ar").post(f"{DOOR}blocks/", body).json()
    assert made["name"] == "مرسم نورة"
    assert [one["id"] for one in api(collector).get(f"{DOOR}blocks/").json()] == [made["id"]]
    assert api(UserFactory()).delete(f"{DOOR}blocks/{made['id']}/").status_code == 204
    assert Block.objects.count() == 1
    api(collector).delete(f"{DOOR}blocks/{made['id']}/")
    assert Block.objects.count() == 0


def test_a_flood_is_stopped_at_the_door() -> None:
    person = UserFactory()
    body = {"kind": "work", "id": make.work_of().pk, "reason": "forgery"}
    statuses = [api(person).post(f"{DOOR}reports/", body).status_code for _ in range(21)]
    assert statuses == [201] * 20 + [429]
    assert Report.objects.count() == 1
