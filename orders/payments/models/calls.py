"""What we must remember of our own calls, so that a repeated one does not act twice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.crypt import EncryptedTextField


class PhoneCharge(models.Model):
    """A request that M-Pesa shows on a telephone; the buyer answers there, with their PIN."""

    payment = models.OneToOneField(
        "orders.Payment", models.PROTECT, related_name="phone_charge", verbose_name=_("payment")
    )
    phone = EncryptedTextField(_("telephone"))
    merchant_request = models.CharField(_("merchant request"), max_length=60, blank=True)
    checkout_request = models.CharField(_("checkout request"), max_length=80, blank=True)
    receipt = models.CharField(_("M-Pesa receipt"), max_length=20, blank=True)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("charge on a telephone")
        verbose_name_plural = _("charges on telephones")
        constraints = [
            models.UniqueConstraint(
                fields=["checkout_request"], condition=~Q(checkout_request=""), name="phone_charge_once"
            ),
        ]

    def __str__(self) -> str:
        return self.checkout_request or str(self.payment_id)


class ProviderRefund(models.Model):
    """Our first call for a refund: a provider without idempotency keys is looked at before a second one.

    `before` is what it had returned of the payment until then, in minor units.
    """

    reference = models.CharField(_("our reference"), max_length=40, unique=True)
    provider = models.CharField(_("provider"), max_length=20)
    provider_reference = models.CharField(_("the provider's reference"), max_length=100, blank=True)
    before = models.BigIntegerField(_("returned before"), default=0)
    asked_at = models.DateTimeField(_("asked"))

    class Meta:
        verbose_name = _("refund at a provider")
        verbose_name_plural = _("refunds at providers")
        constraints = [
            models.CheckConstraint(condition=Q(before__gte=0), name="provider_refund_before_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.reference}"
