"""Reads of invoicing; each list says whose it is."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from orders.invoicing import rules
from orders.invoicing.enums import Addressed, Document, Filing
from orders.invoicing.models import Hold, Invoice, InvoiceLine
from orders.models import Order, Seller


def visible_to(user: Any) -> QuerySet[Invoice]:
    """A buyer sees what was issued to them, a seller's people all of their orders', staff everything.

    Our commission is between us and the seller: the buyer does not see its invoice.
    """
    if not user.is_authenticated:
        return Invoice.objects.none()
    if rules.may_see_all(user):
        return Invoice.objects.all()
    return Invoice.objects.filter(Q(pk__in=received_by(user).values("pk")) | _of_sellers(user))


def received_by(user: Any) -> QuerySet[Invoice]:
    return Invoice.objects.filter(order__buyer=user, addressed=Addressed.BUYER)


def sold_by(user: Any) -> QuerySet[Invoice]:
    """Issued in the name of a person's sellers, by us in their stead, or to them for our commission."""
    return Invoice.objects.filter(_of_sellers(user))


def for_lists(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    return invoices.select_related("order", "unit__seller").defer("xml", "cleared_xml", "qr")


def with_details(invoices: QuerySet[Invoice]) -> QuerySet[Invoice]:
    return invoices.select_related(
        "order__buyer", "order__seller", "unit__seller", "original", "refund"
    ).prefetch_related("lines", "notes")


def of_order(order: Order, user: Any) -> QuerySet[Invoice]:
    return for_lists(visible_to(user).filter(order=order)).order_by("pk")


def sale_invoices(order: Order) -> QuerySet[Invoice]:
    """Every invoice of an order that a refund may have to correct."""
    rows = Invoice.objects.filter(order=order, document=Document.INVOICE)
    return rows.select_related("unit__seller").order_by("pk")


def holds_of(order: Order) -> QuerySet[Hold]:
    return Hold.objects.filter(order=order)


def waiting() -> QuerySet[Invoice]:
    return Invoice.objects.filter(filing=Filing.WAITING).order_by("pk")


def lines_of(invoice: Invoice) -> QuerySet[InvoiceLine]:
    return invoice.lines.order_by("position")


def _of_sellers(user: Any) -> Q:
    mine = Seller.objects.filter(memberships__user=user).values("pk")
    return Q(order__seller__in=mine)
