"""The address book over the API."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from orders.delivery.models import Address
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
RIYADH = {
    "name": "Lamia Alrashid",
    "phone": "0551234567",
    "country": "SA",
    "line1": "Olaya Street",
    "district": "Olaya",
    "building": "2929",
    "additional": "7788",
    "city": "Riyadh",
    "postcode": "12214",
}


def api(user=None, language="en"):
    client = APIClient(headers={"accept-language": language})
    if user:
        client.force_authenticate(user)
    return client


def test_an_address_is_kept_tidied_and_is_the_usual_one():
    person = UserFactory()
    response = api(person).post("/api/v1/addresses/", {**RIYADH, "label": "Home"})
    assert (response.status_code, response.data["phone"], response.data["is_default"]) == (
        201,
        "+966551234567",
        True,
    )
    assert response.data["lines"] == [
        "Lamia Alrashid",
        "2929 Olaya Street",
        "Olaya",
        "Riyadh \u206612214-7788\u2069",
        "Saudi Arabia",
    ]
    assert Address.objects.get().user == person


@pytest.mark.parametrize(("language", "start"), [("en", "Write the building"), ("ar", "اكتب رقم المبنى")])
def test_a_building_of_three_digits_is_told_at_its_field(language, start):
    response = api(UserFactory(), language).post("/api/v1/addresses/", {**RIYADH, "building": "292"})
    assert response.status_code == 400
    wrong = {one["field"]: one["detail"] for one in response.data["errors"]}
    assert list(wrong) == ["building"]
    assert wrong["building"].startswith(start)
    assert Address.objects.count() == 0


def test_it_is_changed_in_part_and_deleted():
    person = UserFactory()
    client = api(person)
    pk = client.post("/api/v1/addresses/", RIYADH).data["id"]
    changed = client.patch(f"/api/v1/addresses/{pk}/", {"district": "Sulimaniyah"})
    assert (changed.status_code, changed.data["district"], changed.data["city"]) == (
        200,
        "Sulimaniyah",
        "Riyadh",
    )
    assert client.delete(f"/api/v1/addresses/{pk}/").status_code == 204
    assert Address.objects.count() == 0


def test_an_outsider_finds_nothing_and_changes_nothing():
    pk = api(UserFactory()).post("/api/v1/addresses/", RIYADH).data["id"]
    stranger = api(UserFactory())
    assert stranger.get("/api/v1/addresses/").data == []
    assert stranger.patch(f"/api/v1/addresses/{pk}/", {"city": "Jeddah"}).status_code == 404
    assert stranger.delete(f"/api/v1/addresses/{pk}/").status_code == 404
    assert Address.objects.get().city == "Riyadh"


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_one_question(count, django_assert_num_queries):
    person = UserFactory()
    for number in range(count):
        api(person).post("/api/v1/addresses/", {**RIYADH, "label": f"{number}"})
    with django_assert_num_queries(1):
        assert len(api(person).get("/api/v1/addresses/").data) == count
