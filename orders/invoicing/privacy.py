"""What invoices hold about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.enums import Basis
from compliance.registry import declare, exempt

# VAT Implementing Regulations, Art 66: six years; a merchant's books: ten. The longer one counts.
KEEP = _("Ten years after the sale, as the law asks of tax invoices.")

declare(
    model="invoicing.Invoice",
    subject="order__buyer",
    fields=["customer", "xml", "cleared_xml"],
    purpose=_("To issue the tax invoice that the law asks for, and to report it to the tax authority."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("Every invoice and credit note with its number, date and amounts."),
    erase=_(
        "Kept unaltered for the legal term: an invoice that was issued may not be changed. Then your "
        "name and address are blanked."
    ),
    deed=deeds.keep("vat", since="issued_at", later={"customer": {}, "xml": b"", "cleared_xml": b""}).passing(
        "invoice_stays"
    ),
)
declare(
    model="invoicing.InvoiceLine",
    subject="invoice__order__buyer",
    fields=[],
    purpose=_("What was invoiced and for how much."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("With its invoice."),
    erase=_("Kept with its invoice; it names no person."),
    deed=deeds.keep("vat", since="invoice__issued_at"),
)
declare(
    model="invoicing.Submission",
    subject="invoice__order__buyer",
    fields=["body"],
    purpose=_("The tax authority's answers, as proof that an invoice was filed."),
    basis=Basis.LEGAL,
    retention=KEEP,
    export=_("Every attempt with its date and outcome."),
    erase=_("Kept with its invoice."),
    deed=deeds.keep("vat", since="at", later={"body": "", "remarks": []}).passing("submission_stays"),
)
exempt("invoicing.IssuingUnit", _("A counter of documents; it points at a seller and names no person."))
declare(
    model="invoicing.Hold",
    subject="order__buyer",
    fields=[],
    purpose=_("What is missing before an invoice can be issued."),
    basis=Basis.LEGAL,
    retention=_("Until the invoice is issued."),
    export=_("With its order."),
    erase=_("Kept until the invoice is issued, because the law asks for it; it names no person."),
    deed=deeds.keep("vat", since="since", later=None),
)
