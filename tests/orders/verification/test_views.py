"""The seller's page and the staff's queue."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orders.verification import services
from orders.verification.models import Paper
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.orders import SellerFactory
from tests.factories.verification import moderator, paper_of

pytestmark = pytest.mark.django_db

GIVEN = {"kind": "commercial", "number": "1010 123456", "name": "صالة حافظ", "expires_on": "2030-01-01"}


@pytest.fixture
def seller():
    return SellerFactory(owner=UserFactory())


def test_an_owner_hands_in_and_withdraws(client_for, seller) -> None:
    owner = client_for(seller.memberships.get().user)
    home = reverse("verification:papers")
    assert owner.get(home).status_code == 200
    assert owner.post(home, GIVEN).status_code == 302
    paper = Paper.objects.get()
    assert (paper.number, paper.name, paper.state) == ("1010123456", "صالة حافظ", "submitted")
    assert "1010123456" in owner.get(home).content.decode()
    assert owner.post(reverse("verification:withdraw", args=[paper.pk])).status_code == 302
    paper.refresh_from_db()
    assert paper.state == "withdrawn"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"number": "12"}, "number"), ({"expires_on": "2020-01-01"}, "expires_on"), ({"name": ""}, "name")],
)
def test_what_is_wrong_is_said_at_its_field(client_for, seller, change, field) -> None:
    answer = client_for(seller.memberships.get().user).post(
        reverse("verification:papers"), {**GIVEN, **change}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Paper.objects.count() == 0


def test_outsiders_find_nothing_and_change_nothing(client_for, seller) -> None:
    paper = paper_of(seller)
    for person in (UserFactory(), StaffFactory(), SellerFactory(owner=UserFactory()).memberships.get().user):
        client = client_for(person)
        for address in (reverse("verification:queue"), reverse("verification:staff-paper", args=[paper.pk])):
            assert client.get(address).status_code == 404
        assert client.post(reverse("verification:withdraw", args=[paper.pk])).status_code == 404
        answer = client.post(reverse("verification:staff-paper", args=[paper.pk]), {"verb": "verify"})
        assert answer.status_code == 404
    assert client_for(UserFactory()).get(reverse("verification:papers")).status_code == 404
    assert client_for().get(reverse("verification:papers")).status_code == 302
    paper.refresh_from_db()
    assert paper.state == "submitted"


def test_a_moderator_verifies_refuses_and_revokes(client_for) -> None:
    officer = moderator()
    client = client_for(officer)
    first, second = paper_of(), paper_of(number="1010999999")
    page = reverse("verification:staff-paper", args=[first.pk])
    assert client.get(page).context["agrees"] is False
    assert client.post(page, {"verb": "verify"}).status_code == 302
    assert (
        client.post(reverse("verification:staff-paper", args=[second.pk]), {"verb": "refuse"}).status_code
        == 422
    )
    client.post(reverse("verification:staff-paper", args=[second.pk]), {"verb": "refuse", "reason": "No."})
    client.post(page, {"verb": "revoke", "reason": "Struck off."})
    assert list(Paper.objects.order_by("pk").values_list("state", flat=True)) == ["revoked", "refused"]
    assert client.post(page, {"verb": "burn"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_takes_a_fixed_number_of_queries(client_for, django_assert_num_queries, rows) -> None:
    for number in range(rows):
        paper_of(number=f"101012345{number}")
    client = client_for(moderator())
    client.get(reverse("verification:queue"))
    with django_assert_num_queries(6):
        assert len(client.get(reverse("verification:queue")).context["rows"]) == rows
    services.refuse(paper=Paper.objects.first(), by=moderator(), reason="No.")
    assert len(client.get(reverse("verification:queue"), {"all": "1"}).context["rows"]) == 1
