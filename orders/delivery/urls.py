"""Addresses of this room; config/urls.py mounts them at orders/delivery/."""

from __future__ import annotations

from django.urls import path, re_path

from orders.delivery.views import addresses, papers, shipments

_ORDER = "|".join(shipments.OF_ORDER)
_SHIPMENT = "|".join(shipments.OF_SHIPMENT)

app_name = "delivery"
urlpatterns = [
    path("addresses/", addresses.address_list, name="addresses"),
    path("addresses/add/", addresses.address_add, name="address_add"),
    path("addresses/fields/", addresses.address_fields, name="address_fields"),
    path("addresses/<int:pk>/", addresses.address_edit, name="address_edit"),
    path("addresses/<int:pk>/delete/", addresses.address_delete, name="address_delete"),
    path("addresses/<int:pk>/default/", addresses.address_default, name="address_default"),
    path("shipments/<int:pk>/confirm/", shipments.confirm, name="confirm"),
    path("shipments/<int:pk>/label.pdf", papers.label, name="label"),
    path("shipments/<int:pk>/slip.pdf", papers.slip, name="slip"),
    path("shipments/<int:pk>/proof/<slug:kind>.jpg", papers.proof, name="proof"),
    re_path(
        rf"^shipments/(?P<pk>\d+)/(?P<action>{_SHIPMENT})/$",
        shipments.shipment_action,
        name="shipment_action",
    ),
    re_path(rf"^(?P<number>[A-Z0-9-]+)/(?P<action>{_ORDER})/$", shipments.order_action, name="order_action"),
]
