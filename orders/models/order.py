"""What was bought, from whom, for how much; the money on it never changes after it was placed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from orders.enums import ORDER_DEAD, ORDER_TRANSITIONS, LineKind, OrderOrigin, OrderState

CURRENCY = r"^[A-Z]{3}$"
# Judged at commit, when order and lines are both there: the total is what its lines sum to.
LINES_FIT = """
    IF NOT EXISTS (
        SELECT 1 FROM orders_order o JOIN orders_orderline l ON l.order_id = o.id WHERE o.id = NEW.{key}
        GROUP BY o.id HAVING (SUM(l.net), SUM(l.vat), SUM(l.gross)) = (o.net, o.vat, o.total)) THEN
        RAISE EXCEPTION 'the lines of order % do not sum to its totals', NEW.{key}
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


def _lines_fit(name: str, key: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=LINES_FIT.replace("{key}", key),
    )


class OrderCounter(models.Model):
    """The last number given in a year: one row a year, raised in the order's own transaction, so no gaps."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("order counter")
        verbose_name_plural = _("order counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Order(models.Model):
    """All amounts are minor units of `currency`; names are kept as they were on the day."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="orders", verbose_name=_("buyer")
    )
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="orders", verbose_name=_("seller")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=OrderState.choices, default=OrderState.PLACED, db_index=True
    )
    origin = models.CharField(_("origin"), max_length=10, choices=OrderOrigin.choices)
    source = models.CharField(_("sold from"), max_length=60, blank=True, help_text=_("lot:31 or artwork:55"))
    currency = models.CharField(_("currency"), max_length=3)
    net = models.BigIntegerField(_("before VAT"))
    vat = models.BigIntegerField(_("VAT"))
    total = models.BigIntegerField(_("total"))
    buyer_name_ar = models.CharField(_("buyer's name in Arabic"), max_length=200, blank=True)
    buyer_name_en = models.CharField(_("buyer's name in English"), max_length=200, blank=True)
    seller_name_ar = models.CharField(_("seller's name in Arabic"), max_length=200, blank=True)
    seller_name_en = models.CharField(_("seller's name in English"), max_length=200, blank=True)
    seller_vat_number = models.CharField(_("seller's VAT number"), max_length=20, blank=True)
    placed_at = models.DateTimeField(_("placed"))
    due_at = models.DateTimeField(_("to be paid by"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-pk"]
        indexes = [
            models.Index(fields=["buyer", "-placed_at"], name="order_buyer_recent"),
            models.Index(fields=["seller", "-placed_at"], name="order_seller_recent"),
            models.Index(
                fields=["due_at"], name="order_due", condition=Q(state__in=["placed", "awaiting_payment"])
            ),
        ]
        constraints = [
            # One living order for each sold lot or work, whoever comes first.
            models.UniqueConstraint(
                fields=["source"],
                condition=~Q(source="") & ~Q(state__in=[state.value for state in ORDER_DEAD]),
                name="order_source_once_alive",
            ),
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="order_state_known"),
            models.CheckConstraint(condition=Q(origin__in=OrderOrigin.values), name="order_origin_known"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="order_currency_shape"),
            models.CheckConstraint(condition=Q(net__gte=0, vat__gte=0), name="order_money_not_negative"),
            models.CheckConstraint(condition=Q(total=F("net") + F("vat")), name="order_total_is_net_and_vat"),
            models.CheckConstraint(condition=Q(due_at__gt=F("placed_at")), name="order_due_after_placed"),
            models.CheckConstraint(
                condition=~Q(state__in=["paid", "refunded"]) | Q(paid_at__isnull=False),
                name="order_paid_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "expired", "refunded"]) | Q(closed_at__isnull=False),
                name="order_closed_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="order_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in ORDER_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="order_terms_stay",
                fields=[
                    "number",
                    "buyer",
                    "seller",
                    "source",
                    "currency",
                    "net",
                    "vat",
                    "total",
                    "placed_at",
                ],
            ),
            pgtrigger.Protect(name="order_is_kept", operation=pgtrigger.Delete),
            _lines_fit("order_lines_fit", "id"),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.number])

    @property
    def status(self) -> OrderState:
        return OrderState(self.state)

    @property
    def buyer_name(self) -> str:
        return self._in_language(self.buyer_name_ar, self.buyer_name_en)

    @property
    def seller_name(self) -> str:
        return self._in_language(self.seller_name_ar, self.seller_name_en)

    @staticmethod
    def _in_language(arabic: str, english: str) -> str:
        first, second = (arabic, english) if (get_language() or "ar").startswith("ar") else (english, arabic)
        return first or second


class OrderLine(models.Model):
    """One line of the bill; never altered, a correction is another document."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", verbose_name=_("order"))
    position = models.PositiveSmallIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=LineKind.choices)
    description_ar = models.CharField(_("description in Arabic"), max_length=300)
    description_en = models.CharField(_("description in English"), max_length=300)
    net = models.BigIntegerField(_("before VAT"))
    vat_bps = models.PositiveIntegerField(_("VAT rate in basis points"))
    vat = models.BigIntegerField(_("VAT"))
    gross = models.BigIntegerField(_("with VAT"))

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
        ]
        triggers = [
            pgtrigger.Protect(name="order_line_stays", operation=pgtrigger.Update | pgtrigger.Delete),
            _lines_fit("order_line_fits", "order_id"),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def description(self) -> str:
        return self.description_ar if (get_language() or "ar").startswith("ar") else self.description_en
