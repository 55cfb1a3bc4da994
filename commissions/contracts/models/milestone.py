"""One step of the work: agreed, paid into our keeping, handed over, judged, and then the artist's."""

from __future__ import annotations

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commissions.contracts.enums import (
    MILESTONE_HELD,
    MILESTONE_TRANSITIONS,
    AcceptedHow,
    MilestoneState,
)
from core.money import Money

PAID = [*(state.value for state in MILESTONE_HELD), "accepted", "refunded"]
OVER = ["accepted", "refunded", "cancelled"]
# The other half of the contract's rule: its price is what the milestones come to.
SUM_IS_PRICE = """
    PERFORM 1 FROM contracts_contract c
     WHERE c.id = COALESCE(NEW.contract_id, OLD.contract_id) AND c.price <> (
        SELECT COALESCE(SUM(m.amount), 0) FROM contracts_milestone m WHERE m.contract_id = c.id);
    IF FOUND THEN
        RAISE EXCEPTION 'the milestones do not come to the price of their contract'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
"""


class Milestone(models.Model):
    """`amount` with VAT. `promised_on` is the day that counts for lateness: `due_on`, moved by as much as the
    milestone was paid after its turn. `accept_by` is when an answer is due to what was handed over.
    """

    contract = models.ForeignKey(
        "contracts.Contract", models.PROTECT, related_name="milestones", verbose_name=_("contract")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    deliverable_ar = models.TextField(_("what is handed over, in Arabic"), blank=True)
    deliverable_en = models.TextField(_("what is handed over, in English"), blank=True)
    amount = models.BigIntegerField(_("amount with VAT"))
    due_on = models.DateField(_("date"))
    promised_on = models.DateField(_("promised for"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=MilestoneState.choices, default=MilestoneState.WAITING
    )
    order = models.OneToOneField(
        "orders.Order",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="milestone",
        verbose_name=_("order"),
    )
    funded_at = models.DateTimeField(_("paid"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("handed over at"), null=True, blank=True)
    accept_by = models.DateTimeField(_("answer due by"), null=True, blank=True)
    reminded = models.PositiveSmallIntegerField(_("reminders sent"), default=0)
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_how = models.CharField(
        _("how it was accepted"), max_length=8, choices=AcceptedHow.choices, blank=True
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    revisions_used = models.PositiveSmallIntegerField(_("revisions used"), default=0)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["contract", "position"]
        indexes = [
            models.Index(fields=["accept_by"], name="milestone_judge_by", condition=Q(state="submitted")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "position"],
                name="milestone_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(state__in=MilestoneState.values), name="milestone_state_known"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="milestone_amount_positive"),
            models.CheckConstraint(condition=~Q(title_ar="", title_en=""), name="milestone_has_a_title"),
            models.CheckConstraint(
                condition=~Q(state__in=PAID)
                | Q(order__isnull=False, funded_at__isnull=False, promised_on__isnull=False),
                name="milestone_paid_by_an_order",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["waiting", "due"]) | Q(funded_at__isnull=True),
                name="milestone_unpaid_has_no_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["submitted", "revising"]) | Q(submitted_at__isnull=False),
                name="milestone_handed_over_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state="submitted", accept_by__isnull=False)
                | ~Q(state="submitted") & Q(accept_by__isnull=True),
                name="milestone_judged_by_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="accepted")
                | Q(accepted_at__isnull=False, accepted_how__in=AcceptedHow.values),
                name="milestone_accepted_says_how",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OVER, ended_at__isnull=False)
                | ~Q(state__in=OVER) & Q(ended_at__isnull=True),
                name="milestone_over_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="milestone_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in MILESTONE_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(name="milestone_contract_stays", fields=["contract"]),
            pgtrigger.Protect(
                name="milestone_paid_amount_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__funded_at__isnull=False)
                & pgtrigger.Q(old__amount__df=pgtrigger.F("new__amount")),
            ),
            pgtrigger.Protect(
                name="milestone_begun_is_kept",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state__in=["waiting", "due"])
                | pgtrigger.Q(old__order__isnull=False),
            ),
            pgtrigger.Trigger(
                name="milestone_sum_is_price",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=SUM_IS_PRICE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}/{self.position} {self.title}"

    @property
    def title(self) -> str:
        return self._text("title")

    @property
    def deliverable(self) -> str:
        return self._text("deliverable")

    def _text(self, name: str) -> str:
        arabic, english = str(getattr(self, f"{name}_ar")), str(getattr(self, f"{name}_en"))
        return (arabic or english) if (get_language() or "ar").startswith("ar") else (english or arabic)

    @property
    def status(self) -> MilestoneState:
        return MilestoneState(self.state)

    @property
    def source(self) -> str:
        """How its order names it."""
        return f"milestone:{self.pk}"

    @property
    def money(self) -> Money:
        return Money(self.amount, self.contract.currency)

    @property
    def day(self) -> date:
        """The day that the collector may count on."""
        return self.promised_on or self.due_on
