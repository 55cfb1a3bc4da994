"""A tax document as it was issued: what it says, its number, its hash and stamp. It never changes."""

from __future__ import annotations

import uuid as uuids

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from orders.enums import VatCategory
from orders.invoicing.enums import FILING_TRANSITIONS, Addressed, Document, Filing, InvoiceKind

# Judged at commit, when the document and its lines are both there.
SUMS_FIT = """
    IF NOT EXISTS (
        SELECT 1 FROM invoicing_invoice i JOIN invoicing_invoiceline l ON l.invoice_id = i.id
        WHERE i.id = NEW.{key} GROUP BY i.id HAVING SUM(l.net) = i.net) THEN
        RAISE EXCEPTION 'the lines of invoice % do not sum to it', NEW.{key} USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""
NEXT_OF_ITS_UNIT = """
    IF NOT EXISTS (SELECT 1 FROM invoicing_issuingunit u
                   WHERE u.id = NEW.unit_id AND u.counter = NEW.counter AND u.last_hash = NEW.hash) THEN
        RAISE EXCEPTION 'invoice % is not the next of its unit', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def _sums_fit(name: str, key: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=SUMS_FIT.replace("{key}", key),
    )


class Invoice(models.Model):
    """Amounts are minor units of `currency`, `vat_home` is the VAT in the currency of the issuer's state.

    `net + vat + rounding = total`: VAT is rounded once for the whole document, and what that leaves of the
    price that was paid stands in `rounding`. A credit note's amounts are positive. `issuer` and `customer`
    are the parties as they were on the day.
    """

    unit = models.ForeignKey(
        "invoicing.IssuingUnit", models.PROTECT, related_name="invoices", verbose_name=_("issuing unit")
    )
    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="invoices", verbose_name=_("order")
    )
    refund = models.ForeignKey(
        "orders.Refund",
        models.PROTECT,
        related_name="credit_notes",
        null=True,
        blank=True,
        verbose_name=_("refund"),
    )
    original = models.ForeignKey(
        "self", models.PROTECT, related_name="notes", null=True, blank=True, verbose_name=_("corrects")
    )
    document = models.CharField(_("document"), max_length=12, choices=Document.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=InvoiceKind.choices)
    addressed = models.CharField(
        _("addressed to"), max_length=6, choices=Addressed.choices, default=Addressed.BUYER
    )
    third_party = models.BooleanField(_("issued by us in the seller's name"), default=False)
    country = models.CharField(_("country of the issuer"), max_length=2)
    number = models.CharField(_("number"), max_length=40, unique=True)
    uuid = models.UUIDField(_("unique identifier"), unique=True, default=uuids.uuid4, editable=False)
    counter = models.PositiveBigIntegerField(_("counter value"))
    previous_hash = models.CharField(_("hash of the document before"), max_length=88)
    hash = models.CharField(_("hash"), max_length=88, unique=True)
    xml = models.BinaryField(_("XML"), blank=True)
    qr = models.TextField(_("QR code"), blank=True)
    signature = models.TextField(_("stamp"), blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    net = models.BigIntegerField(_("before VAT"))
    vat = models.BigIntegerField(_("VAT"))
    rounding = models.SmallIntegerField(_("rounding"), default=0)
    total = models.BigIntegerField(_("total"))
    vat_home = models.BigIntegerField(_("VAT in the issuer's currency"))
    issuer = models.JSONField(_("issuer as on the day"))
    customer = models.JSONField(_("buyer as on the day"), default=dict, blank=True)
    reason_ar = models.CharField(_("reason in Arabic"), max_length=300, blank=True)
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    supplied_on = models.DateField(_("day of supply"))
    issued_at = models.DateTimeField(_("issued"))
    filing = models.CharField(
        _("filing"), max_length=10, choices=Filing.choices, default=Filing.WAITING, db_index=True
    )
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    cleared_xml = models.BinaryField(_("XML with the authority's stamp"), blank=True)

    class Meta:
        verbose_name = _("invoice")
        verbose_name_plural = _("invoices")
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["order", "issued_at"], name="invoice_of_order")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "counter"], name="invoice_counter_once"),
            models.UniqueConstraint(fields=["unit", "previous_hash"], name="invoice_chain_does_not_fork"),
            models.UniqueConstraint(
                fields=["order", "unit", "addressed"],
                condition=Q(document="invoice"),
                name="invoice_once_for_a_supply",
            ),
            models.UniqueConstraint(
                fields=["refund", "unit", "addressed"],
                condition=Q(document="credit_note"),
                name="invoice_credit_note_once_for_a_refund",
            ),
            models.CheckConstraint(
                condition=Q(document__in=Document.values)
                & Q(kind__in=InvoiceKind.values)
                & Q(addressed__in=Addressed.values)
                & Q(filing__in=Filing.values),
                name="invoice_words_known",
            ),
            models.CheckConstraint(
                condition=Q(document="invoice", original__isnull=True)
                | (~Q(document="invoice") & Q(original__isnull=False) & ~Q(reason_ar="")),
                name="invoice_note_names_original_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(net__gte=0, vat__gte=0, total__gt=0, counter__gt=0),
                name="invoice_amounts_positive",
            ),
            models.CheckConstraint(
                condition=Q(total=F("net") + F("vat") + F("rounding")), name="invoice_total_is_its_parts"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="invoice_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="invoice_stays", exclude=["filing", "filed_at", "cleared_xml"]),
            pgtrigger.FSM(
                name="invoice_filing_moves",
                field="filing",
                transitions=[(a.value, b.value) for a, b in FILING_TRANSITIONS],
            ),
            pgtrigger.Trigger(
                name="invoice_is_next",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=NEXT_OF_ITS_UNIT,
            ),
            _sums_fit("invoice_has_its_lines", "id"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("invoicing:invoice", args=[self.uuid])

    @property
    def is_note(self) -> bool:
        return Document(self.document).note

    @property
    def standing(self) -> Filing:
        return Filing(self.filing)

    @property
    def reason(self) -> str:
        return self.reason_ar if (get_language() or "ar").startswith("ar") else self.reason_en

    @property
    def best_xml(self) -> bytes:
        """As the authority gave it back, or as we stamped it."""
        return bytes(self.cleared_xml) or bytes(self.xml)


class InvoiceLine(models.Model):
    """One line as it was invoiced; `vat` and `gross` are the line's own, rounded for itself."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines", verbose_name=_("invoice"))
    position = models.PositiveSmallIntegerField(_("position"))
    order_line = models.ForeignKey(
        "orders.OrderLine",
        models.PROTECT,
        related_name="invoiced",
        null=True,
        blank=True,
        verbose_name=_("order line"),
    )
    description_ar = models.CharField(_("description in Arabic"), max_length=400)
    description_en = models.CharField(_("description in English"), max_length=400)
    vat_category = models.CharField(_("VAT category"), max_length=1, choices=VatCategory.choices)
    vat_bps = models.PositiveIntegerField(_("VAT rate in basis points"))
    vat_reason = models.CharField(_("reason for no VAT"), max_length=30, blank=True)
    net = models.BigIntegerField(_("before VAT"))
    vat = models.BigIntegerField(_("VAT"))
    gross = models.BigIntegerField(_("with VAT"))

    class Meta:
        verbose_name = _("invoice line")
        verbose_name_plural = _("invoice lines")
        ordering = ["invoice", "position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_position_once"),
            models.CheckConstraint(
                condition=Q(net__gte=0, vat__gte=0, gross=F("net") + F("vat")),
                name="invoice_line_gross_is_net_and_vat",
            ),
            models.CheckConstraint(
                condition=Q(vat_category__in=VatCategory.values), name="invoice_line_category_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="invoice_line_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            _sums_fit("invoice_line_fits", "invoice_id"),
        ]

    def __str__(self) -> str:
        return f"{self.invoice_id} {self.position}"

    @property
    def description(self) -> str:
        return self.description_ar if (get_language() or "ar").startswith("ar") else self.description_en
