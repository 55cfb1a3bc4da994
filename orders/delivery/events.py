"""Audit codes of delivery."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("delivery.address.saved", _("Address saved"))
audit.register("delivery.address.deleted", _("Address deleted"))
audit.register("delivery.shipment.prepared", _("Shipment prepared"))
audit.register("delivery.shipment.handed_over", _("Shipment handed to the carrier"))
audit.register("delivery.shipment.tracked", _("Shipment followed: a new station"))
audit.register("delivery.shipment.failed", _("Delivery attempt failed"))
audit.register("delivery.shipment.delivered", _("Shipment delivered"))
audit.register("delivery.shipment.returned", _("Shipment returned to the sender"))
audit.register("delivery.shipment.corrected", _("Shipment corrected"))
audit.register("delivery.delay.announced", _("Delay announced"))
