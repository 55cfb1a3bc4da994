"""The lines of a bill, and how the money of each divides."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from orders.enums import LineKind, Supplier, VatCategory, VatStatus
from orders.models.order import Order, lines_fit

# Lines are written with their order; they may be replaced while nobody has begun to pay it.
UNPAID_ONLY = """
    IF EXISTS (SELECT 1 FROM orders_order WHERE id = OLD.order_id AND state <> 'placed') THEN
        RAISE EXCEPTION 'the bill of order % stands', OLD.order_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
"""


class OrderLine(models.Model):
    """One line of the bill; never altered, a correction is another document.

    The shares say where its gross amount goes (`orders/splits.py`): to the seller, into our turnover, to the
    VAT we owe, or onto the buyer's deposit.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=_("order"))
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind.choices)
    source = models.CharField(_("sold from"), max_length=60, blank=True)
    description_ar = models.CharField(_("description in Arabic"), max_length=300)
    description_en = models.CharField(_("description in English"), max_length=300)
    net = models.BigIntegerField(_("before VAT"))
    vat_bps = models.PositiveIntegerField(_("VAT rate in basis points"))
    vat = models.BigIntegerField(_("VAT"))
    gross = models.BigIntegerField(_("with VAT"))
    vat_category = models.CharField(
        _("VAT category"), max_length=1, choices=VatCategory.choices, default=VatCategory.STANDARD
    )
    vat_reason = models.CharField(_("reason for no VAT"), max_length=30, blank=True)
    supplier = models.CharField(
        _("supplier of record"), max_length=8, choices=Supplier.choices, default=Supplier.SELLER
    )
    seller_vat_status = models.CharField(
        _("seller's VAT status"), max_length=12, choices=VatStatus.choices, default=VatStatus.REGISTERED
    )
    seller_vat_number = models.CharField(_("seller's VAT number"), max_length=20, blank=True)
    commission_bps = models.PositiveIntegerField(_("commission in basis points"), default=0)
    commission = models.BigIntegerField(_("commission before VAT"), default=0)
    commission_vat = models.BigIntegerField(_("VAT on the commission"), default=0)
    share_seller = models.BigIntegerField(_("to the seller"))
    share_revenue = models.BigIntegerField(_("our turnover"), default=0)
    share_vat = models.BigIntegerField(_("VAT we owe"), default=0)
    share_deposit = models.BigIntegerField(_("to the deposit"), default=0)

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        ordering = ["order", "position"]
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_once"),
            models.CheckConstraint(condition=Q(kind__in=LineKind.values), name="order_line_kind_known"),
            models.CheckConstraint(condition=Q(net__gte=0, vat__gte=0), name="order_line_money_not_negative"),
            models.CheckConstraint(
                condition=Q(gross=F("net") + F("vat")), name="order_line_gross_is_net_and_vat"
            ),
            models.CheckConstraint(condition=Q(vat_bps__lte=10_000), name="order_line_vat_rate_sane"),
            # VAT is rounded on the document, so a line may carry one minor unit of the remainder.
            models.CheckConstraint(
                condition=Q(
                    vat__gte=(F("net") * F("vat_bps")) / 10_000 - 1,
                    vat__lte=(F("net") * F("vat_bps")) / 10_000 + 2,
                ),
                name="order_line_vat_fits_rate",
            ),
            models.CheckConstraint(
                condition=Q(
                    gross=F("share_seller") + F("share_revenue") + F("share_vat") + F("share_deposit")
                ),
                name="order_line_shares_sum_to_gross",
            ),
            models.CheckConstraint(
                condition=Q(
                    share_seller__gte=0, share_revenue__gte=0, share_vat__gte=0, share_deposit__gte=0
                ),
                name="order_line_shares_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(vat_category__in=VatCategory.values)
                & Q(supplier__in=Supplier.values)
                & Q(seller_vat_status__in=VatStatus.values),
                name="order_line_vat_words_known",
            ),
            models.CheckConstraint(
                condition=Q(vat_category="S") | Q(vat=0), name="order_line_vat_at_standard_rate_only"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="order_line_stays", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="order_line_goes_unpaid_only",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=UNPAID_ONLY,
            ),
            lines_fit("order_line_fits", "order_id", pgtrigger.Insert),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def description(self) -> str:
        return self.description_ar if (get_language() or "ar").startswith("ar") else self.description_en
