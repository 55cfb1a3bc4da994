"""Who a seller is on an invoice: written by owners, kept with the history, refused in words."""

from __future__ import annotations

import pytest
from django.urls import reverse

from orders.addresses import PostalAddress
from orders.models import Seller, SellerVatStatus
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db

TYPED = {
    "legal_name_ar": "مؤسسة نورة السديري",
    "legal_name_en": "Noura Alsudairi Est.",
    "registration_scheme": "CRN",
    "registration_number": "١٠١٠٧٨٤٥١٢",
    "vat_status": "registered",
    "vat_number": "310448211700003",
    "vat_from": "2026-01-01",
    "address-country": "SA",
    "address-line1": "طريق الملك فهد",
    "address-district": "العليا",
    "address-city": "الرياض",
    "address-postcode": "12211",
    "address-building": "4471",
    "address-additional": "7602",
}


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def seller(owner):
    return SellerFactory(owner=owner, vat_number="")


def _post(client, **more):
    return client.post(reverse("payouts:legal"), {**TYPED, **more})


def test_an_owner_writes_the_details_and_the_status_of_the_day(client_for, owner, seller):
    response = _post(client_for(owner))
    assert (response.status_code, response.url) == (302, reverse("payouts:legal"))
    seller.refresh_from_db()
    assert (seller.legal_name_ar, seller.registration_number) == ("مؤسسة نورة السديري", "1010784512")
    assert seller.postal_address == PostalAddress(
        country="SA",
        line1="طريق الملك فهد",
        district="العليا",
        city="الرياض",
        postcode="12211",
        building="4471",
        additional="7602",
    )
    row = SellerVatStatus.objects.get()
    assert (row.status, row.number, str(row.valid_from)) == ("registered", "310448211700003", "2026-01-01")
    assert seller.vat_number == "310448211700003"
    assert _post(client_for(owner)).status_code == 302
    assert SellerVatStatus.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"vat_number": "123"}, "A Saudi VAT number has 15 digits and starts and ends with 3."),
        ({"vat_number": ""}, "Enter the VAT number, or choose that there is none."),
        ({"registration_number": ""}, "Enter the number under which you stand there."),
        ({"address-building": "447"}, "Write the building number with four digits."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(client_for, owner, seller, wrong, sentence):
    client = client_for(owner)
    with_english = reverse("payouts:legal").replace("/ar/", "/en/")
    response = client.post(with_english, {**TYPED, **wrong})
    assert response.status_code == 422
    assert sentence in response.content.decode().replace("&#x27;", "'")
    assert not SellerVatStatus.objects.exists()
    assert Seller.objects.get(pk=seller.pk).legal_name_ar == ""


def test_another_country_changes_the_fields_without_judging(client_for, owner, seller):
    response = _post(client_for(owner), change_country="1", **{"address-country": "KW"}, legal_name_ar="")
    assert response.status_code == 200
    assert 'name="address-block"' in response.content.decode()
    assert Seller.objects.get(pk=seller.pk).registration_number == ""


def test_members_look_and_strangers_see_nothing(client_for, seller):
    assistant, stranger = UserFactory(), UserFactory()
    seller.memberships.create(user=assistant, role="assistant")
    page = client_for(assistant).get(reverse("payouts:legal"))
    assert (page.status_code, b"<form" in page.content.split(b"</h1>")[1].split(b"</main>")[0]) == (
        200,
        False,
    )
    assert _post(client_for(assistant)).status_code == 404
    assert client_for(stranger).get(reverse("payouts:legal")).status_code == 404
    assert _post(client_for(stranger)).status_code == 404
    assert Seller.objects.get(pk=seller.pk).legal_name_ar == ""
