"""Every row lock of invoicing. One unit at a time, after the order where one is locked as well."""

from __future__ import annotations

from orders.invoicing.models import Invoice, IssuingUnit


def unit(pk: int) -> IssuingUnit:
    """Whoever gives a number holds this row until the document is written."""
    return IssuingUnit.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def invoice(pk: int) -> Invoice:
    """For its filing; nothing else of it can change."""
    return Invoice.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
