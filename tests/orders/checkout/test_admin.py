from __future__ import annotations

import pytest

from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.checkout import bag_of, house_rates, offer_of, placed, work_of

pytestmark = pytest.mark.django_db


def test_staff_read_and_change_nothing(client_for):
    house_rates()
    user = UserFactory()
    bag_of(user, work_of())
    checkout, offer = placed(user=user), offer_of(buyer=user)
    client = client_for(AdminFactory())
    for name, pk in (("cart", user.cart.pk), ("checkout", checkout.pk), ("offer", offer.pk)):
        assert client.get(f"/ar/admin/checkout/{name}/").status_code == 200
        assert client.get(f"/en/admin/checkout/{name}/{pk}/change/").status_code == 200
        assert client.post(f"/en/admin/checkout/{name}/{pk}/change/", {}).status_code == 403
        assert client.post(f"/en/admin/checkout/{name}/{pk}/delete/", {"post": "yes"}).status_code == 403
