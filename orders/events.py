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
audit.register("orders.order.amended", _("Delivery chosen, the bill written anew"))
audit.register("orders.order.preparing", _("Order being prepared"))
audit.register("orders.order.shipped", _("Order shipped"))
audit.register("orders.order.delivered", _("Order delivered"))
audit.register("orders.order.completed", _("Order completed"))
audit.register("orders.order.disputed", _("Dispute opened on an order"))
audit.register("orders.order.dispute_ended", _("Dispute on an order ended"))
audit.register("orders.refund.agreed", _("Refund agreed"))
audit.register("orders.refund.refused", _("Refund refused by the provider"))
audit.register("orders.refund.retried", _("Refund tried again"))
audit.register("orders.refund.by_hand", _("Refund paid by hand"))
audit.register("orders.chargeback.opened", _("The buyer contests a payment at the bank"))
audit.register("orders.chargeback.won", _("Contested payment won"))
audit.register("orders.chargeback.lost", _("Contested payment lost"))
audit.register("orders.seller.vat_status", _("VAT status of a seller set"))
