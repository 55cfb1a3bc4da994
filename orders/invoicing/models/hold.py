"""A document that could not be issued yet, and why: somebody's particulars are missing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from orders.invoicing.enums import Addressed, Document


class Hold(models.Model):
    """Goes away when the document is issued. `problems` are rules: [{"code", "ar", "en"}]."""

    order = models.ForeignKey(
        "orders.Order", models.CASCADE, related_name="invoice_holds", verbose_name=_("order")
    )
    refund = models.ForeignKey(
        "orders.Refund", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("refund")
    )
    issuer = models.ForeignKey(
        "orders.Seller", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("issuer")
    )
    addressed = models.CharField(_("addressed to"), max_length=6, choices=Addressed.choices)
    document = models.CharField(_("document"), max_length=12, choices=Document.choices)
    problems = models.JSONField(_("what is missing"), default=list)
    since = models.DateTimeField(_("since"))
    tried_at = models.DateTimeField(_("last tried"))

    class Meta:
        verbose_name = _("invoice on hold")
        verbose_name_plural = _("invoices on hold")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "refund", "issuer", "addressed"],
                nulls_distinct=False,
                name="invoice_hold_once",
            ),
            models.CheckConstraint(
                condition=models.Q(addressed__in=Addressed.values, document__in=Document.values),
                name="invoice_hold_words_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.document}"
