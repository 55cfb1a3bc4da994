"""Where a seller is paid. A change is a new row: the old one stays with the payouts that it took."""

from __future__ import annotations

from datetime import datetime

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.crypt import EncryptedTextField
from orders.payouts.enums import AccountState
from orders.payouts.ibans import masked


class BankAccount(models.Model):
    """`iban` is the only door to the kept number; the column behind it may be stored otherwise."""

    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="bank_accounts", verbose_name=_("seller")
    )
    holder = models.CharField(_("account holder"), max_length=140)
    iban_kept = EncryptedTextField(_("IBAN"), db_column="iban")
    country = models.CharField(_("country of the bank"), max_length=2)
    bank_name = models.CharField(_("bank"), max_length=120)
    state = models.CharField(
        _("state"), max_length=10, choices=AccountState.choices, default=AccountState.UNVERIFIED
    )
    active = models.BooleanField(_("in use"), default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("entered by")
    )
    added_at = models.DateTimeField(_("entered"))
    pays_from = models.DateTimeField(
        _("payouts from"), help_text=_("A changed account rests first, so that a thief is noticed in time.")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    verified_at = models.DateTimeField(_("checked"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    replaced_at = models.DateTimeField(_("replaced"), null=True, blank=True)

    class Meta:
        verbose_name = _("bank account")
        verbose_name_plural = _("bank accounts")
        ordering = ["-added_at", "-pk"]
        permissions = [("verify_bankaccount", "Can check bank accounts")]
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=Q(active=True), name="bank_account_once_in_use"
            ),
            models.CheckConstraint(
                condition=Q(state__in=AccountState.values), name="bank_account_state_known"
            ),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="bank_account_country"),
            models.CheckConstraint(condition=~Q(holder=""), name="bank_account_has_a_holder"),
            # Whoever enters a number does not check it.
            models.CheckConstraint(
                condition=~Q(state="verified")
                | (Q(verified_by__isnull=False, verified_at__isnull=False) & ~Q(verified_by=F("added_by"))),
                name="bank_account_checked_by_another",
            ),
            models.CheckConstraint(
                condition=Q(active=True, replaced_at__isnull=True)
                | Q(active=False, replaced_at__isnull=False),
                name="bank_account_replaced_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="bank_account_stays",
                fields=["seller", "holder", "country", "added_by", "added_at"],
            ),
            pgtrigger.Protect(name="bank_account_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.bank_name} {self.masked}"

    @property
    def iban(self) -> str:
        return str(self.iban_kept)

    @iban.setter
    def iban(self, value: str) -> None:
        self.iban_kept = value

    @property
    def masked(self) -> str:
        """ "SA•• •••• 7519": enough to know it again."""
        return masked(self.iban)

    @property
    def status(self) -> AccountState:
        return AccountState(self.state)

    @property
    def verified(self) -> bool:
        return self.state == AccountState.VERIFIED

    def ready(self, now: datetime) -> bool:
        """Whether money may go there: in use, checked, and past its rest."""
        return self.active and self.verified and self.pays_from <= now
