"""A person's own data over the API."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import auctions as make

pytestmark = pytest.mark.django_db
URL = "/api/v1/me/"


def api(user=None):
    client = APIClient(headers={"accept-language": "en"})
    if user:
        client.force_authenticate(user)
    return client


def test_outsider_learns_nothing():
    make.person()
    assert api().get(URL).status_code == 401
    assert api().patch(URL, {"language": "en"}).status_code == 401


def test_one_reads_oneself_and_nobody_else():
    one, other = make.person(), make.person()
    body = api(one).get(URL)
    assert body.data["email"] == one.email
    assert other.email not in body.content.decode()


def test_preferences_change_and_what_is_fixed_does_not():
    person = make.person(language="ar")
    body = api(person).patch(
        URL, {"language": "en", "arabic_digits": True, "email": "x@example.com", "stage": "seller"}
    )
    assert body.status_code == 200
    person = User.objects.get(pk=person.pk)
    assert (person.language, person.arabic_digits, person.stage) == ("en", True, "registered")
    assert person.email != "x@example.com"


@pytest.mark.parametrize("change", [{"language": "fr"}, {"time_zone": "Mars/Olympus"}, {"currency": "XXX"}])
def test_wrong_preferences_are_told_at_their_field(change):
    person = make.person()
    response = api(person).patch(URL, change)
    assert response.status_code == 400
    assert [error["field"] for error in response.data["errors"]] == list(change)


def test_bidi_controls_are_stripped_from_a_name():
    person = make.person()
    api(person).patch(URL, {"name_en": "Nou\u202era"})
    assert User.objects.get(pk=person.pk).name_en == "Noura"
