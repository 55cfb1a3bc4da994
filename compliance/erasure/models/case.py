"""An erasure and its steps. Nothing in them names the person but the number of the account.

What the steps still need to find the person's rows (addresses, names) lies encrypted in `sealed` and is
forgotten after the second pass.
"""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from compliance.erasure.enums import OPEN, TRANSITIONS, State, StepKind, StepState
from core.crypt import EncryptedJSONField

PERSON = settings.AUTH_USER_MODEL


class Counter(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    last = models.PositiveIntegerField(_("last number"), default=0)

    class Meta:
        verbose_name = _("counter of erasures")
        verbose_name_plural = _("counters of erasures")

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Erasure(models.Model):
    """`email_hashes` find the person again in a restored backup; `report` holds counts by model, no values."""

    number = models.CharField(_("number"), max_length=20, unique=True)
    user = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="erasures", verbose_name=_("person")
    )
    email_hashes = models.JSONField(_("hashes of the addresses"), default=list, blank=True)
    sealed = EncryptedJSONField(_("what finds the rows"), null=True, blank=True)
    request_number = models.CharField(_("request"), max_length=20, blank=True, default="", db_index=True)
    language = models.CharField(_("language of the person"), max_length=2, default="ar")
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PROPOSED)
    replayed = models.BooleanField(_("repeated after a restore"), default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True, default="")
    proposed_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        PERSON, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    started_at = models.DateTimeField(_("begun"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    passed_again_at = models.DateTimeField(_("second pass"), null=True, blank=True)
    plan_version = models.CharField(_("plan"), max_length=16, blank=True, default="")
    report = models.JSONField(_("report"), default=dict, blank=True)
    problem = models.TextField(_("problem"), blank=True, default="")

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(state__in=OPEN), name="erasure_once_open_a_person"
            ),
            models.CheckConstraint(condition=Q(state__in=State.values), name="erasure_state_known"),
            # The second pair of eyes, held by the table itself.
            models.CheckConstraint(
                condition=Q(state__in=(State.PROPOSED, State.REFUSED, State.FAILED))
                | Q(replayed=True)
                | (Q(proposed_by__isnull=False, decided_by__isnull=False) & ~Q(decided_by=F("proposed_by"))),
                name="erasure_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DONE) | Q(finished_at__isnull=False), name="erasure_done_has_a_time"
            ),
        ]
        indexes = [models.Index(fields=["state", "-proposed_at"], name="erasure_by_state")]
        triggers = [
            pgtrigger.FSM(
                name="erasure_states",
                field="state",
                transitions=[(one.value, other.value) for one, other in TRANSITIONS],
                condition=pgtrigger.Q(new__replayed=False),
            ),
            pgtrigger.Protect(name="erasure_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def status(self) -> State:
        return State(self.state)


class Step(models.Model):
    """One kind of record: done exactly once, in a transaction of its own.

    `keys` are the primary keys found at the start; they are emptied when the step is done.
    """

    erasure = models.ForeignKey(Erasure, models.CASCADE, related_name="steps", verbose_name=_("erasure"))
    place = models.PositiveSmallIntegerField(_("place"))
    kind = models.CharField(_("kind"), max_length=8, choices=StepKind.choices)
    target = models.CharField(_("what"), max_length=100)
    state = models.CharField(_("state"), max_length=8, choices=StepState.choices, default=StepState.WAITING)
    keys: models.JSONField[Any, Any] = models.JSONField(_("keys"), default=list, blank=True)
    deleted = models.PositiveIntegerField(_("deleted"), default=0)
    changed = models.PositiveIntegerField(_("made nameless"), default=0)
    kept = models.PositiveIntegerField(_("kept"), default=0)
    law = models.CharField(_("law"), max_length=40, blank=True, default="")
    until = models.DateField(_("kept until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    problem = models.TextField(_("problem"), blank=True, default="")

    class Meta:
        verbose_name = _("step of an erasure")
        verbose_name_plural = _("steps of erasures")
        ordering = ["erasure", "place"]
        constraints = [
            models.UniqueConstraint(fields=["erasure", "place"], name="erasure_step_place"),
            models.UniqueConstraint(fields=["erasure", "kind", "target"], name="erasure_step_once"),
            models.CheckConstraint(
                condition=~Q(state=StepState.DONE) | Q(done_at__isnull=False), name="erasure_step_has_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.erasure_id}/{self.place} {self.target}"
