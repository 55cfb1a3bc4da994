"""Money on its way to sellers: planned by one person, approved by another, confirmed by the bank."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.crypt import EncryptedTextField
from core.money import Money
from orders.payouts.enums import (
    BATCH_TRANSITIONS,
    PAYOUT_TRANSITIONS,
    BatchState,
    DropReason,
    FailReason,
    PayoutState,
)
from orders.payouts.ibans import masked

CURRENCY = r"^[A-Z]{3}$"


class BatchCounter(models.Model):
    """The last batch number given in a year."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("batch counter")
        verbose_name_plural = _("batch counters")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class PayoutBatch(models.Model):
    number = models.CharField(_("number"), max_length=20, unique=True)
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(
        _("state"), max_length=10, choices=BatchState.choices, default=BatchState.DRAFT, db_index=True
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("payout batch")
        verbose_name_plural = _("payout batches")
        ordering = ["-made_at", "-pk"]
        permissions = [
            ("make_payoutbatch", "Can make payout batches"),
            ("approve_payoutbatch", "Can approve payout batches"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="batch_state_known"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="batch_currency_shape"),
            # Two people, whatever the program says.
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("made_by")),
                name="batch_approved_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "sent", "done"])
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="batch_approved_has_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="batch_sent_has_a_time"
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="batch_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in BATCH_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(name="batch_stays", fields=["number", "currency", "made_by", "made_at"]),
            pgtrigger.Protect(name="batch_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def status(self) -> BatchState:
        return BatchState(self.state)


class Payout(models.Model):
    """`planned` is what the draft saw, `amount` what is due now: it only ever goes down.

    Holder, number and bank are kept as they were; `reference` stands on the seller's bank statement.
    """

    batch = models.ForeignKey(PayoutBatch, models.PROTECT, related_name="payouts", verbose_name=_("batch"))
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="payouts", verbose_name=_("seller")
    )
    account = models.ForeignKey(
        "payouts.BankAccount", models.PROTECT, related_name="payouts", verbose_name=_("bank account")
    )
    reference = models.CharField(_("reference"), max_length=30, unique=True)
    holder = models.CharField(_("account holder"), max_length=140)
    iban_kept = EncryptedTextField(_("IBAN"), db_column="iban")
    bank_name = models.CharField(_("bank"), max_length=120)
    planned = models.BigIntegerField(_("planned amount"))
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(
        _("state"), max_length=10, choices=PayoutState.choices, default=PayoutState.PLANNED
    )
    reason = models.CharField(
        _("reason"), max_length=10, choices=[*FailReason.choices, *DropReason.choices], blank=True
    )
    bank_reference = models.CharField(_("the bank's reference"), max_length=80, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["seller", "-sent_at"], name="payout_seller_recent")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "seller"], name="payout_once_in_a_batch"),
            # One plan at a time for a balance, or two drafts would promise the same money.
            models.UniqueConstraint(
                fields=["seller", "currency"], condition=Q(state="planned"), name="payout_planned_once"
            ),
            models.CheckConstraint(condition=Q(state__in=PayoutState.values), name="payout_state_known"),
            models.CheckConstraint(condition=Q(currency__regex=CURRENCY), name="payout_currency_shape"),
            models.CheckConstraint(condition=Q(planned__gt=0), name="payout_planned_positive"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(state="dropped", amount=0), name="payout_amount_positive"
            ),
            models.CheckConstraint(
                condition=Q(amount__lte=F("planned")), name="payout_never_more_than_planned"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["sent", "paid", "failed", "reversed"]) | Q(sent_at__isnull=False),
                name="payout_sent_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "dropped"]) | ~Q(reason=""),
                name="payout_failed_has_a_reason",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="payout_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in PAYOUT_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="payout_stays",
                fields=["batch", "seller", "account", "reference", "holder", "planned", "currency"],
            ),
            pgtrigger.Protect(name="payout_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def iban(self) -> str:
        return str(self.iban_kept)

    @iban.setter
    def iban(self, value: str) -> None:
        self.iban_kept = value

    @property
    def masked(self) -> str:
        return masked(self.iban)

    @property
    def status(self) -> PayoutState:
        return PayoutState(self.state)

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)
