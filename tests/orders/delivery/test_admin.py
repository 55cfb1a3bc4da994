"""The admin: price lists are edited, shipments are corrected through the service, facts are looked at."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from orders.delivery.models import Delay, DeliveryProof, Rate, RateCard, Shipment, Zone
from tests.factories.accounts import AdminFactory
from tests.factories.delivery import house_rates, shipment_under_way

pytestmark = pytest.mark.django_db


def at(model: type, page: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"admin:delivery_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", [Zone, RateCard, Rate, Shipment, DeliveryProof, Delay])
def test_every_list_opens(client_for, model: type) -> None:
    house_rates()
    shipment_under_way()
    assert client_for(AdminFactory()).get(at(model, "changelist")).status_code == 200


def test_a_number_is_mended_and_nothing_else_can_be(client_for) -> None:
    shipment = shipment_under_way()
    client = client_for(AdminFactory())
    page = at(Shipment, "change", shipment.pk)
    assert client.get(page).status_code == 200
    forms = {
        f"{prefix}-{name}": value
        for prefix in ("parcels", "events")
        for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
    }
    typed = {"carrier": "dhl", "tracking_number": "12345 67890", "service": "", "state": "delivered", **forms}
    client.post(page, typed)
    shipment.refresh_from_db()
    assert (shipment.carrier, shipment.tracking_number, shipment.state) == (
        "dhl",
        "1234567890",
        "handed_over",
    )
    client.post(page, {**typed, "tracking_number": "12"})
    shipment.refresh_from_db()
    assert shipment.tracking_number == "1234567890"


def test_nothing_is_added_or_deleted_by_hand(client_for) -> None:
    shipment = shipment_under_way()
    client = client_for(AdminFactory())
    assert client.get(at(Shipment, "add")).status_code == 403
    assert client.post(at(Shipment, "delete", shipment.pk), {"post": "yes"}).status_code == 403
    assert Shipment.objects.count() == 1
