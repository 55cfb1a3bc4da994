"""One try to pay an order, and every message a provider sent about it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.enums import PAYMENT_TRANSITIONS, EventOutcome, FailureReason, PaymentState


class Payment(models.Model):
    """`reference` is ours and goes to the provider as its idempotency key."""

    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="payments", verbose_name=_("order")
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
    surplus = models.BooleanField(_("to be paid back"), default=False)
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
            # A double click, a second window, a second worker: one open payment an order.
            models.UniqueConstraint(
                fields=["order"],
                condition=Q(state__in=["created", "pending", "unknown"]),
                name="payment_open_once",
            ),
            # At most one payment stands for the order; any other that came in goes back.
            models.UniqueConstraint(
                fields=["order"], condition=Q(state="succeeded", surplus=False), name="payment_stands_once"
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
                fields=["order", "provider", "reference", "amount", "currency", "created_at"],
            ),
            pgtrigger.Protect(name="payment_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def status(self) -> PaymentState:
        return PaymentState(self.state)


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
