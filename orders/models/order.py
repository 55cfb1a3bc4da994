"""What was bought, from whom, for how much; the money on it never changes after it was placed."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.crypt import EncryptedJSONField
from orders.addresses import PostalAddress
from orders.enums import ORDER_DEAD, ORDER_TRANSITIONS, Delivery, OrderOrigin, OrderState, Side

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


# An order that ended sets free what it held, whichever code ended it.
LET_GO = "DELETE FROM orders_claim WHERE order_id = NEW.id; RETURN NULL;"


def _updated(*names: str) -> pgtrigger.Operation:
    return pgtrigger.UpdateOf(*names)  # type: ignore[no-untyped-call]


def _changed(*names: str) -> pgtrigger.Q:
    """Any of these columns got another value."""
    found = pgtrigger.Q()
    for name in names:
        found |= pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")})
    return found


def lines_fit(name: str, key: str, operation: pgtrigger.Operation) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=operation,
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
    delivery = models.CharField(_("delivery"), max_length=8, choices=Delivery.choices, default=Delivery.NONE)
    ship_to = EncryptedJSONField(_("delivery address"), default=dict, blank=True)
    bill_to = EncryptedJSONField(_("billing address"), default=dict, blank=True)
    country = models.CharField(_("place of supply"), max_length=2, default="SA")
    made_to_order = models.BooleanField(_("made to order"), default=False)
    refunded = models.BigIntegerField(_("paid back"), default=0)
    state_before = models.CharField(_("state before the dispute"), max_length=20, blank=True)
    placed_at = models.DateTimeField(_("placed"))
    due_at = models.DateTimeField(_("to be paid by"))
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    promised_at = models.DateTimeField(_("promised delivery"), null=True, blank=True)
    preparing_at = models.DateTimeField(_("being prepared since"), null=True, blank=True)
    shipped_at = models.DateTimeField(_("shipped"), null=True, blank=True)
    delivered_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    withdraw_until = models.DateTimeField(_("may be returned until"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)
    released_at = models.DateTimeField(_("money released to the seller"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        ordering = ["-placed_at", "-pk"]
        indexes = [
            models.Index(fields=["buyer", "-placed_at"], name="order_buyer_recent"),
            models.Index(fields=["seller", "-placed_at"], name="order_seller_recent"),
            models.Index(fields=["withdraw_until"], name="order_to_complete", condition=Q(state="delivered")),
            models.Index(
                fields=["due_at"], name="order_due", condition=Q(state__in=["placed", "awaiting_payment"])
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=OrderState.values), name="order_state_known"),
            models.CheckConstraint(condition=Q(origin__in=OrderOrigin.values), name="order_origin_known"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="order_currency_shape"),
            models.CheckConstraint(condition=Q(net__gte=0, vat__gte=0), name="order_money_not_negative"),
            models.CheckConstraint(condition=Q(total=F("net") + F("vat")), name="order_total_is_net_and_vat"),
            models.CheckConstraint(condition=Q(due_at__gt=F("placed_at")), name="order_due_after_placed"),
            models.CheckConstraint(
                condition=Q(state__in=["placed", "awaiting_payment", "cancelled", "expired"])
                | Q(paid_at__isnull=False),
                name="order_paid_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["cancelled", "expired", "refunded"]) | Q(closed_at__isnull=False),
                name="order_closed_has_a_time",
            ),
            models.CheckConstraint(condition=Q(delivery__in=Delivery.values), name="order_delivery_known"),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="order_country_shape"),
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("total")), name="order_refunded_within_total"
            ),
            models.CheckConstraint(
                condition=~Q(state="refunded") | Q(refunded=F("total")), name="order_refunded_in_whole"
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered_at__isnull=False),
                name="order_delivered_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="completed") | Q(completed_at__isnull=False),
                name="order_completed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="disputed", state_before__gt="")
                | (~Q(state="disputed") & Q(state_before="")),
                name="order_dispute_knows_the_way_back",
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
                fields=["number", "buyer", "seller", "source", "origin", "currency", "placed_at"],
            ),
            # Delivery may be chosen until the first payment starts; from then on the bill stands.
            pgtrigger.Protect(
                name="order_bill_stays",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__state="placed") & _changed("net", "vat", "total", "country"),
            ),
            pgtrigger.Protect(name="order_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="order_lets_go",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=_updated("state"),
                condition=pgtrigger.Q(new__state__in=[state.value for state in ORDER_DEAD]),
                func=LET_GO,
            ),
            lines_fit("order_lines_fit", "id", pgtrigger.Insert | _updated("net", "vat", "total")),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.number])

    @property
    def status(self) -> OrderState:
        return OrderState(self.state)

    @property
    def part_refunded(self) -> bool:
        return 0 < self.refunded < self.total

    @property
    def left(self) -> int:
        """What was paid and has not gone back, in minor units."""
        return self.total - self.refunded if self.paid_at else 0

    @property
    def ship_address(self) -> PostalAddress | None:
        return PostalAddress.from_dict(self.ship_to) if self.ship_to else None

    @property
    def bill_address(self) -> PostalAddress | None:
        return PostalAddress.from_dict(self.bill_to) if self.bill_to else None

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


class Claim(models.Model):
    """Who has a thing now: one living order a lot or work, whoever came first.

    Written when the order is placed; a trigger removes it when the order ends.
    """

    source = models.CharField(_("sold from"), max_length=60, primary_key=True)
    order = models.ForeignKey(Order, models.CASCADE, related_name="claims", verbose_name=_("order"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [models.CheckConstraint(condition=Q(source__gt=""), name="claim_names_a_thing")]

    def __str__(self) -> str:
        return self.source


class OrderStep(models.Model):
    """One move of an order, as both sides may read it; who moved it in person stands in the audit log."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="steps", verbose_name=_("order"))
    before = models.CharField(_("before"), max_length=20, choices=OrderState.choices, blank=True)
    after = models.CharField(_("after"), max_length=20, choices=OrderState.choices)
    side = models.CharField(_("by"), max_length=8, choices=Side.choices)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("step of an order")
        verbose_name_plural = _("steps of orders")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(after__in=OrderState.values), name="order_step_state_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="order_step_side_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="order_step_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.before} {self.after}"
