"""What a moderator decided about a case, and the appeal against it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compliance.safety.enums import AppealState, Outcome, Scope
from compliance.safety.models.case import Case

MET = [Outcome.WARN, Outcome.STRIKE, Outcome.SUSPEND]


class Decision(models.Model):
    """The one decision of a case, with the reasons that both sides read. Never changed afterwards.

    `note` is for moderators only. `days` is how long a suspension lasts, 0 for until further notice.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="decision", verbose_name=_("safety case"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices)
    removed = models.BooleanField(_("taken down"), default=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="safety_decisions",
        verbose_name=_("person"),
    )
    scope = models.CharField(_("scope"), max_length=9, choices=Scope.choices, blank=True)
    days = models.PositiveSmallIntegerField(_("days"), null=True, blank=True)
    reasons = models.TextField(_("reasons"), max_length=2000)
    note = models.TextField(_("note for moderators"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="safety_decisions_made",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"))
    appeal_until = models.DateTimeField(_("appeal possible until"), null=True, blank=True)

    class Meta:
        verbose_name = _("decision on a report")
        verbose_name_plural = _("decisions on reports")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="safety_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=MET, person__isnull=False)
                | (~Q(outcome__in=MET) & Q(person__isnull=True)),
                name="safety_decision_meets_a_person",
            ),
            models.CheckConstraint(
                condition=(Q(outcome=Outcome.SUSPEND, days__isnull=False) & ~Q(scope=""))
                | (~Q(outcome=Outcome.SUSPEND) & Q(days__isnull=True, scope="")),
                name="safety_suspension_has_scope_and_time",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=F("decided_by")),
                name="safety_nobody_decides_on_themselves",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="safety_decision_stays", exclude=["reasons", "note"]),
            pgtrigger.Protect(name="safety_decision_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return str(self.case)

    def get_absolute_url(self) -> str:
        return reverse("safety:decision", args=[self.case.number])

    @property
    def kind(self) -> Outcome:
        return Outcome(self.outcome)


class Appeal(models.Model):
    """The affected person asks for a second look: another moderator answers, the table refuses the first one."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="appeal", verbose_name=_("decision")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="safety_appeals", verbose_name=_("appellant")
    )
    text = models.TextField(_("what was written"), max_length=4000)
    at = models.DateTimeField(_("time"))
    due_at = models.DateTimeField(_("to be answered by"))
    state = models.CharField(_("state"), max_length=8, choices=AppealState.choices, default=AppealState.OPEN)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("first decided by")
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="safety_appeals_answered",
        verbose_name=_("answered by"),
    )
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=AppealState.values), name="safety_appeal_state_known"
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | (~Q(answered_by=F("first_by")) & ~Q(answered_by=F("by"))),
                name="safety_appeal_answered_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=AppealState.OPEN, answered_by__isnull=True)
                | (~Q(state=AppealState.OPEN) & Q(answered_by__isnull=False)),
                name="safety_appeal_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)

    @property
    def status(self) -> AppealState:
        return AppealState(self.state)
