"""Asking and proposing from a phone."""

from __future__ import annotations

import pytest

from commissions.enums import CommissionState, ProposalState
from commissions.models import Commission, Proposal
from orders.enums import SellerKind
from tests.factories.accounts import UserFactory
from tests.factories.commissions import CommissionFactory, ProposalFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db
JSON = {"content_type": "application/json"}


def test_a_brief_is_created_and_submitted(client_for):
    client = client_for(UserFactory())
    given = {
        "category": "painting",
        "title_ar": "لوحة",
        "brief_ar": "نخلة",
        "budget_min": 1,
        "budget_max": 500_000,
    }
    made = client.post("/api/v1/commissions/", given, **JSON)
    assert (made.status_code, made.json()["title"]) == (201, {"ar": "لوحة", "en": ""})
    sent = client.post(f"/api/v1/commissions/{made.json()['number']}/submit/")
    assert sent.json()["state"]["code"] == "open"
    assert [row["number"] for row in client.get("/api/v1/commissions/").json()["results"]] == [
        made.json()["number"]
    ]


def test_a_seller_reads_the_open_ones_without_a_name(client_for):
    maker = UserFactory()
    SellerFactory(kind=SellerKind.ARTIST, owner=maker)
    commission = CommissionFactory(collector__name_en="Lamia Secret")
    CommissionFactory(state=CommissionState.DRAFT)
    answer = client_for(maker).get("/api/v1/commissions/?list=open")
    assert [row["number"] for row in answer.json()["results"]] == [commission.number]
    assert "Lamia" not in answer.content.decode()


def test_a_proposal_is_created_and_sent_and_a_wrong_sum_refused(client_for):
    maker = UserFactory()
    SellerFactory(kind=SellerKind.ARTIST, owner=maker, slug="maker")
    commission = CommissionFactory()
    client = client_for(maker)
    given = {
        "commission": commission.number,
        "seller": "maker",
        "price": 800_000,
        "weeks": 8,
        "text_en": "A study first.",
        "milestones": [{"amount": 700_000, "due_on": "2030-01-01", "title_en": "All"}],
    }
    pk = client.post("/api/v1/proposals/", given, **JSON).json()["id"]
    refused = client.post(f"/api/v1/proposals/{pk}/send/")
    assert (refused.status_code, refused.json()["code"]) == (400, "commissions.sum_differs")
    assert client.post(f"/api/v1/proposals/{pk}/withdraw/").json()["state"]["code"] == "withdrawn"
    given["milestones"][0]["amount"] = 800_000
    pk = client.post("/api/v1/proposals/", given, **JSON).json()["id"]
    assert client.post(f"/api/v1/proposals/{pk}/send/").json()["state"]["code"] == "sent"


def test_an_outsider_finds_nothing_and_changes_nothing(client_for):
    proposal = ProposalFactory()
    number = proposal.commission.number
    client = client_for(UserFactory())
    assert client.get(f"/api/v1/commissions/{number}/").status_code == 404
    assert client.post(f"/api/v1/commissions/{number}/submit/").status_code == 404
    assert client.get(f"/api/v1/proposals/{proposal.pk}/").status_code == 404
    assert client.post(f"/api/v1/proposals/{proposal.pk}/withdraw/").status_code == 404
    assert (
        client_for(proposal.commission.collector)
        .post(f"/api/v1/proposals/{proposal.pk}/withdraw/")
        .status_code
        == 404
    )
    assert client_for().get("/api/v1/commissions/").status_code in {401, 403}
    assert (Commission.objects.get().state, Proposal.objects.get().state) == (
        CommissionState.OPEN,
        ProposalState.SENT,
    )


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_at_one_and_three_rows(client_for, django_assert_num_queries, count):
    commission = CommissionFactory()
    for _ in range(count):
        ProposalFactory(commission=commission)
        CommissionFactory(collector=commission.collector)
    client = client_for(commission.collector)
    with django_assert_num_queries(LIST_QUERIES):
        assert len(client.get("/api/v1/commissions/").json()["results"]) == count + 1
    with django_assert_num_queries(PROPOSAL_QUERIES):
        assert len(client.get("/api/v1/proposals/").json()["results"]) == count


LIST_QUERIES = 3
PROPOSAL_QUERIES = 4
