"""Kinds and states of invoices."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvoiceKind(models.TextChoices):
    """Who the buyer is in the eyes of the law: a business (cleared first) or a person (reported after)."""

    SIMPLIFIED = "simplified", pgettext_lazy("kind of invoice", "Simplified")
    STANDARD = "standard", pgettext_lazy("kind of invoice", "Standard")


class Document(models.TextChoices):
    INVOICE = "invoice", _("Tax invoice")
    CREDIT_NOTE = "credit_note", _("Credit note")
    DEBIT_NOTE = "debit_note", _("Debit note")

    @property
    def note(self) -> bool:
        """Corrects another document."""
        return self is not Document.INVOICE


class Addressed(models.TextChoices):
    """Whom the document is for: the buyer of the order, or the seller who pays our commission."""

    BUYER = "buyer", pgettext_lazy("addressee of an invoice", "The buyer")
    SELLER = "seller", pgettext_lazy("addressee of an invoice", "The seller")


class Filing(models.TextChoices):
    """Where a document stands with the tax authority. Refused ones may be handed in again by staff."""

    NOT_NEEDED = "not_needed", _("Not filed")
    WAITING = "waiting", _("Waiting to be filed")
    CLEARED = "cleared", _("Cleared by the authority")
    REPORTED = "reported", _("Reported to the authority")
    WARNED = "warned", _("Accepted with remarks")
    REFUSED = "refused", _("Refused by the authority")

    @property
    def accepted(self) -> bool:
        return self in {Filing.CLEARED, Filing.REPORTED, Filing.WARNED}

    def may_become(self, other: Filing) -> bool:
        return (self, other) in FILING_TRANSITIONS


FILING_TRANSITIONS = (
    (Filing.WAITING, Filing.CLEARED),
    (Filing.WAITING, Filing.REPORTED),
    (Filing.WAITING, Filing.WARNED),
    (Filing.WAITING, Filing.REFUSED),
    (Filing.REFUSED, Filing.WAITING),
)


class Outcome(models.TextChoices):
    """What one attempt at filing came to; silence and refusal are not the same."""

    ACCEPTED = "accepted", _("Accepted")
    REMARKS = "remarks", _("Accepted with remarks")
    REFUSED = "refused", _("Refused")
    REDIRECTED = "redirected", _("To be reported instead of cleared")
    SILENT = "silent", _("No answer")
