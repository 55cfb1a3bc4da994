"""Proves what was issued: each unit's chain, each hash, each stamp, each sum. Reads only."""

from __future__ import annotations

from collections.abc import Iterator

from orders.invoicing import countries, documents, zatca
from orders.invoicing.countries import CountryRules
from orders.invoicing.models import Invoice, IssuingUnit


def broken() -> Iterator[str]:
    """One sentence for each thing that is not as it must be; nothing where all is well."""
    for unit in IssuingUnit.objects.select_related("seller").order_by("pk"):
        yield from _unit(unit)


def _unit(unit: IssuingUnit) -> Iterator[str]:
    """Counters 1, 2, 3 and so on; each previous hash is the hash before; the unit knows the last."""
    counter, previous = 0, ""
    for invoice in unit.invoices.prefetch_related("lines").order_by("counter").iterator(chunk_size=500):
        rules = countries.rules_of(invoice.country)
        if invoice.counter != counter + 1:
            yield f"{invoice.number}: counter {invoice.counter} follows {counter}."
        if invoice.previous_hash != (previous or documents.first_hash(rules)):
            yield f"{invoice.number}: its previous hash is not the hash of the document before it."
        yield from _invoice(invoice, rules)
        counter, previous = invoice.counter, invoice.hash
    if (unit.counter, unit.last_hash) != (counter, previous):
        yield f"Unit {unit.pk}: stands at {unit.counter}, its last document at {counter}."


def _invoice(invoice: Invoice, rules: CountryRules) -> Iterator[str]:
    lines = list(invoice.lines.all())
    if sum(line.net for line in lines) != invoice.net:
        yield f"{invoice.number}: its lines do not sum to it."
    if not rules.zatca:
        return
    xml = bytes(invoice.xml)
    if zatca.invoice_hash(xml) != invoice.hash:
        yield f"{invoice.number}: its XML has another hash."
    for finding in zatca.verify(xml):
        if not finding.ok:
            yield f"{invoice.number}: {finding.en} This does not hold."
    if bytes(invoice.cleared_xml) and zatca.invoice_hash(bytes(invoice.cleared_xml)) != invoice.hash:
        yield f"{invoice.number}: the cleared XML is another document."
