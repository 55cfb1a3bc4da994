"""One try to pay an order, and every message a provider sent about it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.enums import PAYMENT_TRANSITIONS, EventOutcome, FailureReason, PartState, PaymentState

# Judged at commit: the amount is what its parts sum to, and all of them are in its currency.
PARTS_FIT = """
    IF EXISTS (
        SELECT 1 FROM orders_payment p JOIN orders_paymentpart t ON t.payment_id = p.id
        JOIN orders_order o ON o.id = t.order_id WHERE p.id = NEW.payment_id
        GROUP BY p.id HAVING SUM(t.amount) <> p.amount OR BOOL_OR(o.currency <> p.currency)
        OR BOOL_OR(o.buyer_id <> p.buyer_id)) THEN
        RAISE EXCEPTION 'the parts of payment % do not fit it', NEW.payment_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class Payment(models.Model):
    """One try to pay for one or several orders of one buyer, in one currency.

    `reference` is ours and goes to the provider as its idempotency key; `amount` is what its parts sum to.
    """

    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="payments", verbose_name=_("buyer")
    )
    orders = models.ManyToManyField(
        "orders.Order", through="orders.PaymentPart", related_name="payments", verbose_name=_("orders")
    )
    provider = models.CharField(_("provider"), max_length=20)
    reference = models.CharField(_("our reference"), max_length=40, unique=True)
    provider_reference = models.CharField(_("the provider's reference"), max_length=100, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=PaymentState.choices, default=PaymentState.CREATED
    )
    reason = models.CharField(_("reason"), max_length=10, choices=FailureReason.choices, blank=True)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    refunded = models.BigIntegerField(_("paid back"), default=0)
    created_at = models.DateTimeField(_("created"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    refunded_at = models.DateTimeField(_("paid back"), null=True, blank=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="payment_open",
                condition=Q(state__in=["created", "pending", "unknown"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("amount")), name="payment_refunded_within_amount"
            ),
            models.CheckConstraint(
                condition=~Q(state="refunded") | Q(refunded=F("amount")), name="payment_refunded_in_whole"
            ),
            models.CheckConstraint(condition=Q(state__in=PaymentState.values), name="payment_state_known"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_amount_positive"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="payment_currency_shape"),
            models.CheckConstraint(
                condition=~Q(state="failed") | ~Q(reason=""), name="payment_failure_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["created", "pending", "unknown"], settled_at__isnull=True)
                | Q(state__in=["succeeded", "failed", "refunded"], settled_at__isnull=False),
                name="payment_settled_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="payment_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in PAYMENT_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="payment_terms_stay",
                fields=["buyer", "provider", "reference", "amount", "currency", "created_at"],
            ),
            pgtrigger.Protect(name="payment_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def status(self) -> PaymentState:
        return PaymentState(self.state)


class PaymentPart(models.Model):
    """A payment's share in one order: the order's whole total, or what is left of it."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="parts", verbose_name=_("payment"))
    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="parts", verbose_name=_("order"))
    amount = models.BigIntegerField(_("amount"))
    state = models.CharField(_("state"), max_length=8, choices=PartState.choices, default=PartState.OPEN)

    class Meta:
        verbose_name = _("share of a payment")
        verbose_name_plural = _("shares of payments")
        ordering = ["payment", "order"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "order"], name="payment_part_order_once"),
            # A double click, a second window, a second worker: one open payment an order.
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="open"), name="payment_part_open_once"
            ),
            # At most one payment stands for the order; any other that came in goes back.
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="stands"), name="payment_part_stands_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_part_amount_positive"),
            models.CheckConstraint(condition=Q(state__in=PartState.values), name="payment_part_state_known"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="payment_part_terms_stay", fields=["payment", "order", "amount"]),
            pgtrigger.Protect(name="payment_part_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="payment_parts_fit",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=PARTS_FIT,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.order_id}"


class PaymentEvent(models.Model):
    """A provider's message, kept as it came; the same event id is never acted on twice."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="events", verbose_name=_("payment"))
    provider = models.CharField(_("provider"), max_length=20)
    event_id = models.CharField(_("event id"), max_length=120)
    kind = models.CharField(_("kind"), max_length=10)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    outcome = models.CharField(_("outcome"), max_length=10, choices=EventOutcome.choices)
    raw = models.JSONField(_("as received"), default=dict)
    received_at = models.DateTimeField(_("received"))

    class Meta:
        verbose_name = _("provider's message")
        verbose_name_plural = _("providers' messages")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "event_id"], name="payment_event_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=EventOutcome.values), name="payment_event_outcome_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="payment_event_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.event_id}"
