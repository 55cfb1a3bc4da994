"""Audit codes of the money side."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("orders.seller.created", _("Seller created"))
audit.register("orders.seller.updated", _("Seller changed"))
audit.register("orders.seller.verified", _("Seller verified"))
audit.register("orders.member.added", _("Member added to a seller"))
audit.register("orders.order.placed", _("Order placed"))
audit.register("orders.order.paid", _("Order paid"))
audit.register("orders.order.cancelled", _("Order cancelled"))
audit.register("orders.order.expired", _("Order expired unpaid"))
audit.register("orders.order.refunded", _("Order refunded"))
audit.register("orders.payment.started", _("Payment started"))
audit.register("orders.payment.silent", _("The bank does not answer"))
audit.register("orders.payment.received", _("Payment received"))
audit.register("orders.payment.failed", _("Payment failed"))
audit.register("orders.payment.mismatch", _("Payment message refused: another amount or currency"))
audit.register("orders.payment.paid_back", _("Payment paid back"))
