"""A transfer from bank to bank: what to quote, the buyer's proof, what really arrived."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.payments.enums import TRANSFER_TRANSITIONS, TransferState


def originals() -> Storage:
    """Private: nothing in it has an address."""
    return storages["originals"]


class Transfer(models.Model):
    """`code` is what the buyer writes on the transfer; amounts are minor units of the payment's currency."""

    payment = models.OneToOneField(
        "orders.Payment", models.PROTECT, related_name="transfer", verbose_name=_("payment")
    )
    code = models.CharField(_("reference to quote"), max_length=12, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=TransferState.choices, default=TransferState.WAITING
    )
    received = models.BigIntegerField(_("amount that arrived"), null=True, blank=True)
    received_on = models.DateField(_("arrived on"), null=True, blank=True)
    bank_reference = models.CharField(_("the bank's reference"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
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
        verbose_name = _("bank transfer")
        verbose_name_plural = _("bank transfers")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="transfer_open",
                condition=Q(state__in=["waiting", "shown", "mismatch"]),
            ),
        ]
        constraints = [
            # One line of the bank's statement pays once.
            models.UniqueConstraint(
                fields=["bank_reference"],
                condition=~Q(bank_reference=""),
                name="transfer_bank_reference_once",
            ),
            models.CheckConstraint(condition=Q(state__in=TransferState.values), name="transfer_state_known"),
            models.CheckConstraint(
                condition=Q(received__isnull=True) | Q(received__gt=0), name="transfer_received_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["matched", "mismatch"]) | Q(received__isnull=False),
                name="transfer_arrived_has_an_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["matched", "mismatch", "rejected"])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="transfer_decision_has_a_name",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""), name="transfer_rejection_has_a_reason"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="transfer_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in TRANSFER_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(name="transfer_terms_stay", fields=["payment", "code", "created_at"]),
            pgtrigger.Protect(name="transfer_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def status(self) -> TransferState:
        return TransferState(self.state)


class TransferProof(models.Model):
    """A file that the buyer showed; it proves nothing by itself, the bank's statement does."""

    transfer = models.ForeignKey(
        Transfer, models.PROTECT, related_name="proofs", verbose_name=_("bank transfer")
    )
    file = models.FileField(_("file"), storage=originals, upload_to="transfers/%Y/%m")
    name = models.CharField(_("file name"), max_length=120)
    mime = models.CharField(_("kind of file"), max_length=40)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("proof of a transfer")
        verbose_name_plural = _("proofs of transfers")
        ordering = ["uploaded_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["transfer", "sha256"], name="transfer_proof_once"),
            models.CheckConstraint(condition=Q(size__gt=0), name="transfer_proof_not_empty"),
            models.CheckConstraint(
                condition=Q(mime__in=["application/pdf", "image/jpeg", "image/png", "image/webp"]),
                name="transfer_proof_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name
