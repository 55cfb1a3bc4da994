"""What two people agreed: the contract, the versions of its text, and who accepted which of them when."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissions.contracts.enums import (
    CONTRACT_BEGUN,
    CONTRACT_OVER,
    CONTRACT_TRANSITIONS,
    SIGNING,
    ContractState,
    EndedBy,
    Party,
)
from core.money import Money

OVER = [state.value for state in CONTRACT_OVER]
BEGUN = [state.value for state in CONTRACT_BEGUN]
SIDES = [party.value for party in SIGNING]
# The price of a contract is what its milestones come to; judged when the transaction commits.
PRICE_IS_SUM = """
    PERFORM 1 FROM contracts_contract c WHERE c.id = NEW.id AND c.price <> (
        SELECT COALESCE(SUM(m.amount), 0) FROM contracts_milestone m WHERE m.contract_id = c.id);
    IF FOUND THEN
        RAISE EXCEPTION 'contract % does not cost what its milestones come to', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class Contract(models.Model):
    """Amounts are minor units of `currency`, with VAT. `in_force` is the version that both accepted last.

    The terms in the columns and in the milestones are those of the version in force; while it is offered, those
    of the newest one.
    """

    commission = models.ForeignKey(
        "commissions.Commission", models.PROTECT, related_name="contracts", verbose_name=_("commission")
    )
    proposal = models.OneToOneField(
        "commissions.Proposal", models.PROTECT, related_name="contract", verbose_name=_("proposal")
    )
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="commission_contracts",
        verbose_name=_("collector"),
    )
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="commission_contracts", verbose_name=_("artist")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ContractState.choices, default=ContractState.OFFERED
    )
    price = models.BigIntegerField(_("price with VAT"))
    currency = models.CharField(_("currency"), max_length=3)
    licence = models.CharField(_("licence"), max_length=12)
    revisions = models.PositiveSmallIntegerField(_("revisions per milestone"))
    cancellation_bps = models.PositiveSmallIntegerField(_("cancellation fee in basis points"))
    start_on = models.DateField(_("begins on"))
    in_force = models.PositiveSmallIntegerField(_("version in force"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    began_at = models.DateTimeField(_("began"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=9, choices=EndedBy.choices, blank=True)
    end_note = models.TextField(_("why it ended"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["-created_at", "-pk"]
        constraints = [
            # What was not agreed leaves room for the next proposal that is chosen.
            models.UniqueConstraint(
                fields=["commission"], condition=~Q(state="declined"), name="contract_once_a_commission"
            ),
            models.CheckConstraint(condition=Q(state__in=ContractState.values), name="contract_state_known"),
            models.CheckConstraint(condition=Q(price__gt=0), name="contract_price_positive"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="contract_currency_shape"
            ),
            models.CheckConstraint(
                condition=Q(cancellation_bps__lte=10_000), name="contract_fee_part_of_whole"
            ),
            models.CheckConstraint(condition=Q(revisions__lte=10), name="contract_revisions_few"),
            models.CheckConstraint(
                condition=Q(state__in=BEGUN, began_at__isnull=False, in_force__gte=1)
                | ~Q(state__in=BEGUN) & Q(began_at__isnull=True, in_force__isnull=True),
                name="contract_begun_by_a_version",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False)
                | ~Q(state__in=OVER) & Q(ended_at__isnull=True),
                name="contract_over_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="cancelled") & Q(ended_by__in=EndedBy.values)
                | ~Q(state="cancelled") & Q(ended_by=""),
                name="contract_cancelled_says_by_whom",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="contract_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in CONTRACT_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="contract_sides_stay",
                fields=["commission", "proposal", "collector", "seller", "currency", "created_at"],
            ),
            pgtrigger.Protect(name="contract_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="contract_price_is_sum",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update,
                timing=pgtrigger.Deferred,
                func=PRICE_IS_SUM,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id}: {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("contracts:contract", args=[self.pk])

    @property
    def status(self) -> ContractState:
        return ContractState(self.state)

    @property
    def money(self) -> Money:
        return Money(self.price, self.currency)


class ContractVersion(models.Model):
    """The whole text in both languages, written once; `terms` are the facts that it was made from.

    `sha256` is over the terms and both texts (`contracts/text.py`), so that anybody can check a printed copy.
    """

    contract = models.ForeignKey(
        Contract, models.PROTECT, related_name="versions", verbose_name=_("contract")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    terms = models.JSONField(_("terms"))
    text_ar = models.TextField(_("text in Arabic"))
    text_en = models.TextField(_("text in English"))
    sha256 = models.CharField(_("hash"), max_length=64)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    side = models.CharField(_("side"), max_length=9, choices=Party.choices)
    note = models.TextField(_("what changes"), max_length=1000, blank=True)
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("version of a contract")
        verbose_name_plural = _("versions of contracts")
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="contract_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="contract_version_from_one"),
            models.CheckConstraint(condition=Q(side__in=Party.values), name="contract_version_side_known"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="contract_version_hash_shape"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="contract_version_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} v{self.number}"


class Acceptance(models.Model):
    """One side accepted one version: who, when, and in which language they read it."""

    version = models.ForeignKey(
        ContractVersion, models.PROTECT, related_name="acceptances", verbose_name=_("version")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    side = models.CharField(_("side"), max_length=9, choices=Party.choices)
    language = models.CharField(_("language read"), max_length=5)
    at = models.DateTimeField(_("accepted"))

    class Meta:
        verbose_name = _("acceptance of a contract")
        verbose_name_plural = _("acceptances of contracts")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="acceptance_once_a_side"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="acceptance_by_who_signs"),
        ]
        triggers = [
            pgtrigger.Protect(name="acceptance_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.side}"
