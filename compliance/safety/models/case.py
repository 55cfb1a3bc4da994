"""A thing that people report, and each person's report of it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compliance.safety.enums import UNDECIDED, CaseState, Priority, Reason

EITHER_ADDRESS = Q(reporter__isnull=False, email="") | (Q(reporter__isnull=True) & ~Q(email=""))


class CaseCounter(models.Model):
    """The last number given in a year; see `locks.next_number`."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of safety cases")
        verbose_name_plural = _("counters of safety cases")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Case(models.Model):
    """All that is said against one thing until it is decided: one decision answers every reporter.

    The thing is named by its kind (`safety.targets`) and key; its title is kept as it read when it was
    reported. `due_at` is when a moderator should have looked at it.
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    kind = models.CharField(_("kind of thing"), max_length=20)
    target_id = models.BigIntegerField(_("thing"))
    title_ar = models.CharField(_("title in Arabic"), max_length=200, blank=True)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=CaseState.choices, default=CaseState.OPEN)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority.choices)
    opened_at = models.DateTimeField(_("opened"))
    due_at = models.DateTimeField(_("to be examined by"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="safety_cases_taken",
        verbose_name=_("examined by"),
    )
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    class Meta:
        verbose_name = _("safety case")
        verbose_name_plural = _("safety cases")
        ordering = ["priority", "due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id"],
                condition=Q(state__in=UNDECIDED),
                name="safety_one_undecided_case_a_thing",
            ),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="safety_case_state_known"),
            models.CheckConstraint(
                condition=Q(state=CaseState.OPEN, taken_by__isnull=True)
                | (~Q(state=CaseState.OPEN) & Q(taken_by__isnull=False)),
                name="safety_case_taken_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["priority", "due_at", "id"],
                condition=Q(state__in=["open", "taken", "appealed"]),
                name="safety_case_queue",
            ),
            models.Index(fields=["kind", "target_id"], name="safety_case_of_thing"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="safety_case_roots_stay", fields=["number", "kind", "target_id", "opened_at"]
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("safety:case", args=[self.number])

    @property
    def status(self) -> CaseState:
        return CaseState(self.state)

    @property
    def urgency(self) -> Priority:
        return Priority(self.priority)

    @property
    def title(self) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        first, second = (self.title_ar, self.title_en) if arabic else (self.title_en, self.title_ar)
        return first or second


class Respondent(models.Model):
    """Somebody whom the thing belongs to, as it was when the case opened."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="respondents", verbose_name=_("safety case"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="safety_cases_about", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("person whom a report is about")
        verbose_name_plural = _("people whom reports are about")
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="safety_respondent_once")]

    def __str__(self) -> str:
        return f"{self.case_id}/{self.user_id}"


class Report(models.Model):
    """What one person says about a thing, once a case. Who it was is for moderators' eyes only."""

    number = models.CharField(_("number"), max_length=24, unique=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="reports", verbose_name=_("safety case"))
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="safety_reports",
        verbose_name=_("reporter"),
    )
    email = models.EmailField(_("confirmed address of a visitor"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="ar")
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    text = models.TextField(_("what was written"), max_length=2000, blank=True)
    at = models.DateTimeField(_("time"))
    unfounded = models.BooleanField(
        _("found to be made up"), default=False, help_text=_("Weighs against later reports of this person.")
    )

    class Meta:
        verbose_name = _("safety report")
        verbose_name_plural = _("safety reports")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "reporter"],
                condition=Q(reporter__isnull=False),
                name="safety_report_once_a_person",
            ),
            models.UniqueConstraint(
                fields=["case", "email"], condition=~Q(email=""), name="safety_report_once_an_address"
            ),
            models.CheckConstraint(condition=EITHER_ADDRESS, name="safety_report_has_one_sender"),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="safety_report_reason_known"),
        ]
        indexes = [
            models.Index(fields=["reporter", "-at"], name="safety_report_of_person"),
            models.Index(fields=["email", "-at"], condition=~Q(email=""), name="safety_report_of_address"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="safety_report_stays", fields=["number", "case", "reason", "at"]),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("safety:report", args=[self.number])
