"""Money that goes back to a buyer: agreed by us, then carried out by the provider that took it."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from orders.enums import REFUND_TRANSITIONS, RefundReason, RefundState

# A payment never gives back more than it took. The lock makes a second refund wait until the first one's row can
# be seen: without it two transactions would each count only their own.
WITHIN_PAYMENT = """
    PERFORM 1 FROM orders_payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
    IF (SELECT SUM(r.amount) FROM orders_refund r WHERE r.payment_id = NEW.payment_id)
       > (SELECT amount FROM orders_payment WHERE id = NEW.payment_id) THEN
        RAISE EXCEPTION 'payment % would give back more than it took', NEW.payment_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class Refund(models.Model):
    """`reference` is ours and goes to the provider as its idempotency key. Amounts in minor units."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="refunds", verbose_name=_("order"))
    payment = models.ForeignKey(
        "orders.Payment", models.PROTECT, related_name="refunds", verbose_name=_("payment")
    )
    reference = models.CharField(_("our reference"), max_length=40, unique=True)
    provider_reference = models.CharField(_("the provider's reference"), max_length=100, blank=True)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    reason = models.CharField(_("reason"), max_length=20, choices=RefundReason.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    restock = models.BooleanField(_("may be sold again"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=RefundState.choices, default=RefundState.ASKED)
    asked_at = models.DateTimeField(_("agreed on"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering = ["-asked_at", "-pk"]
        indexes = [
            models.Index(fields=["asked_at"], name="refund_open", condition=Q(state__in=["asked", "sent"])),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_amount_positive"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="refund_currency_shape"),
            models.CheckConstraint(condition=Q(state__in=RefundState.values), name="refund_state_known"),
            models.CheckConstraint(condition=Q(reason__in=RefundReason.values), name="refund_reason_known"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(settled_at__isnull=False), name="refund_done_has_a_time"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="refund_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in REFUND_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="refund_terms_stay",
                fields=["order", "payment", "reference", "amount", "currency", "reason", "asked_at"],
            ),
            pgtrigger.Protect(name="refund_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="refund_within_payment",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                func=WITHIN_PAYMENT,
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def status(self) -> RefundState:
        return RefundState(self.state)


class RefundLine(models.Model):
    """What of a line goes back, and out of whose share; a surplus has no lines."""

    refund = models.ForeignKey(Refund, models.PROTECT, related_name="lines", verbose_name=_("refund"))
    line = models.ForeignKey(
        "orders.OrderLine", models.PROTECT, related_name="refunds", verbose_name=_("order line")
    )
    net = models.BigIntegerField(_("before VAT"))
    vat = models.BigIntegerField(_("VAT"))
    gross = models.BigIntegerField(_("with VAT"))
    share_seller = models.BigIntegerField(_("from the seller"))
    share_revenue = models.BigIntegerField(_("from our turnover"), default=0)
    share_vat = models.BigIntegerField(_("from the VAT we owe"), default=0)
    share_deposit = models.BigIntegerField(_("from the deposit"), default=0)

    class Meta:
        verbose_name = _("line of a refund")
        verbose_name_plural = _("lines of refunds")
        ordering = ["refund", "line"]
        constraints = [
            models.UniqueConstraint(fields=["refund", "line"], name="refund_line_once"),
            models.CheckConstraint(
                condition=Q(gross__gt=0, gross=F("net") + F("vat")), name="refund_line_gross_is_net_and_vat"
            ),
            models.CheckConstraint(
                condition=Q(
                    gross=F("share_seller") + F("share_revenue") + F("share_vat") + F("share_deposit")
                ),
                name="refund_line_shares_sum_to_gross",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="refund_line_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.refund_id} {self.line_id}"
