"""The ledger: two rows or more for each money event, summing to zero, written once and never altered."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.enums import Account

UNBALANCED = """
    IF (SELECT SUM(amount) <> 0 OR COUNT(*) < 2 OR COUNT(DISTINCT currency) <> 1
        FROM orders_ledgerentry WHERE event = NEW.event) THEN
        RAISE EXCEPTION 'ledger event % does not balance', NEW.event USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class LedgerEntry(models.Model):
    """`amount` in minor units: a debit is positive, a credit negative.

    The balance of an event is judged by a deferred trigger when the transaction commits.
    """

    event = models.CharField(_("event"), max_length=80)
    account = models.CharField(_("account"), max_length=12, choices=Account.choices)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    order = models.ForeignKey(
        "orders.Order",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("order"),
    )
    seller = models.ForeignKey(
        "orders.Seller",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("seller"),
    )
    provider = models.CharField(_("provider"), max_length=20, blank=True)
    payment = models.ForeignKey(
        "orders.Payment",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name=_("payment"),
    )
    booked_at = models.DateTimeField(_("booked"))

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["seller", "account", "currency"], name="ledger_of_seller"),
            models.Index(fields=["account", "currency"], name="ledger_of_account"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "account", "order"],
                nulls_distinct=False,
                name="ledger_account_once_an_event",
            ),
            models.CheckConstraint(
                condition=~Q(account__in=["held", "seller", "payouts"]) | Q(seller__isnull=False),
                name="ledger_sellers_money_names_the_seller",
            ),
            models.CheckConstraint(
                condition=~Q(account="provider") | Q(provider__gt=""), name="ledger_provider_named"
            ),
            models.CheckConstraint(condition=Q(account__in=Account.values), name="ledger_account_known"),
            models.CheckConstraint(condition=~Q(amount=0), name="ledger_amount_not_zero"),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="ledger_currency_shape"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="ledger_event_balances",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                timing=pgtrigger.Deferred,
                func=UNBALANCED,
            ),
            pgtrigger.Protect(name="ledger_entry_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.account} {self.amount} {self.currency}"
