"""Ways to pay a seller directly: the money never passes through us, only the seller can confirm it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from orders.payments.enums import DirectState, MethodKind


class SellerMethod(models.Model):
    seller = models.ForeignKey(
        "orders.Seller", models.CASCADE, related_name="ways_to_pay", verbose_name=_("seller")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=MethodKind.choices)
    text_ar = models.CharField(_("how to pay, in Arabic"), max_length=600, blank=True)
    text_en = models.CharField(_("how to pay, in English"), max_length=600, blank=True)
    active = models.BooleanField(_("offered to buyers"), default=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("seller's way to be paid")
        verbose_name_plural = _("sellers' ways to be paid")
        ordering = ["seller", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MethodKind.values), name="seller_method_kind_known"),
            models.CheckConstraint(condition=~Q(text_ar="") | ~Q(text_en=""), name="seller_method_has_words"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def text(self) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        first, second = (self.text_ar, self.text_en) if arabic else (self.text_en, self.text_ar)
        return first or second


class DirectPayment(models.Model):
    """A payment that the seller takes and confirms; `methods` is what the buyer was told, as it was then."""

    payment = models.OneToOneField(
        "orders.Payment", models.PROTECT, related_name="direct", verbose_name=_("payment")
    )
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="direct_payments", verbose_name=_("seller")
    )
    methods = models.JSONField(_("what the buyer was told"), default=list)
    state = models.CharField(
        _("state"), max_length=10, choices=DirectState.choices, default=DirectState.WAITING
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
        null=True,
        blank=True,
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))

    class Meta:
        verbose_name = _("payment to the seller")
        verbose_name_plural = _("payments to sellers")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=DirectState.values), name="direct_payment_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="direct_payment_decision_has_a_name",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="direct_payment_moves",
                field="state",
                transitions=[("waiting", "received"), ("waiting", "refused"), ("refused", "received")],
            ),
            pgtrigger.ReadOnly(name="direct_payment_terms_stay", fields=["payment", "seller", "created_at"]),
            pgtrigger.Protect(name="direct_payment_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id} {self.state}"
