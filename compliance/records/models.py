"""The records of processing: what we do with personal data, who receives it, and every version of what we said."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from compliance.records.enums import (
    ActivityState,
    AssessmentKind,
    AssessmentState,
    Outcome,
    PartyKind,
    Safeguard,
    TransferPurpose,
)

# Five years after the end (Implementing Regulation, Article 33): until then no code deletes the record.
KEPT = """
    IF OLD.keep_until IS NULL OR OLD.keep_until >= CURRENT_DATE THEN
        RAISE EXCEPTION 'record % is kept until %', OLD.code, OLD.keep_until USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
"""
VERSION_KEPT = """
    IF OLD.assessment_id IS NOT NULL OR EXISTS (
        SELECT 1 FROM records_activity a WHERE a.id = OLD.activity_id
        AND (a.keep_until IS NULL OR a.keep_until >= CURRENT_DATE)) THEN
        RAISE EXCEPTION 'version % is kept', OLD.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
"""


def _own(arabic: str, english: str) -> str:
    """In the active language, and in the other one where that is missing."""
    first, second = (arabic, english) if (get_language() or "ar").startswith("ar") else (english, arabic)
    return first or second


class Processor(models.Model):
    """Somebody outside who receives personal data; seeded from the settings, completed by the privacy office.

    `topics` are the labels of the apps whose records go there ("orders"). `configured` follows the settings:
    False when the service is not used any more; what it holds is not gone thereby.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(
        _("capacity"), max_length=9, choices=PartyKind.choices, default=PartyKind.PROCESSOR
    )
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2)
    topics = ArrayField(
        models.CharField(max_length=40), verbose_name=_("records that go there"), default=list
    )
    purpose_ar = models.CharField(_("purpose in Arabic"), max_length=300, blank=True)
    purpose_en = models.CharField(_("purpose in English"), max_length=300, blank=True)
    data_ar = models.CharField(_("data in Arabic"), max_length=300, blank=True)
    data_en = models.CharField(_("data in English"), max_length=300, blank=True)
    contact_email = models.EmailField(_("address for privacy matters"), blank=True)
    contact_url = models.URLField(_("page for privacy matters"), blank=True)
    contract_reference = models.CharField(_("contract"), max_length=120, blank=True)
    contract_date = models.DateField(_("contract signed on"), null=True, blank=True)
    clauses = ArrayField(
        models.CharField(max_length=1), verbose_name=_("contract holds"), default=list, blank=True
    )
    sub_processors = models.TextField(_("sub-processors"), max_length=2000, blank=True)
    review_on = models.DateField(_("review due on"), null=True, blank=True)
    configured = models.BooleanField(_("in use"), default=True)
    seeded = models.BooleanField(_("from the settings"), default=False)
    since = models.DateField(_("in use since"))
    ended_on = models.DateField(_("in use until"), null=True, blank=True)

    class Meta:
        verbose_name = _("recipient of data")
        verbose_name_plural = _("recipients of data")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartyKind.values), name="processor_kind_known"),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="processor_country_shape"),
            models.CheckConstraint(
                condition=Q(configured=True, ended_on__isnull=True)
                | Q(configured=False, ended_on__isnull=False),
                name="processor_used_or_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("records:processor", args=[self.code])

    @property
    def purpose(self) -> str:
        return _own(self.purpose_ar, self.purpose_en)

    @property
    def data(self) -> str:
        return _own(self.data_ar, self.data_en)

    @property
    def abroad(self) -> bool:
        return self.country != "SA"


class Transfer(models.Model):
    """Data that leaves the Kingdom to one recipient (Law, Article 29): for what, and what protects it there."""

    processor = models.OneToOneField(
        Processor, models.CASCADE, related_name="transfer", verbose_name=_("recipient of data")
    )
    country = models.CharField(_("country"), max_length=2)
    purpose = models.CharField(
        _("purpose of the transfer"),
        max_length=10,
        choices=TransferPurpose.choices,
        default=TransferPurpose.OBLIGATION,
    )
    safeguard = models.CharField(
        _("safeguard"), max_length=11, choices=Safeguard.choices, default=Safeguard.NONE
    )
    continuous = models.BooleanField(_("continuous or on a large scale"), default=False)
    risk_note = models.TextField(_("risks that were weighed"), max_length=2000, blank=True)
    assessed_on = models.DateField(_("risks assessed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("transfer abroad")
        verbose_name_plural = _("transfers abroad")
        ordering = ["processor__code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(country__regex=r"^[A-Z]{2}$") & ~Q(country="SA"), name="transfer_is_abroad"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=TransferPurpose.values), name="transfer_purpose_known"
            ),
            models.CheckConstraint(
                condition=Q(safeguard__in=Safeguard.values), name="transfer_safeguard_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.processor_id} {self.country}"


class Activity(models.Model):
    """One activity of processing: a row of the register (Implementing Regulation, Article 33(5)).

    `generated` is what the declarations and settings say, `answers` what staff added, both by the columns of
    `template.py`; the newest Version holds both together with its hash.
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    state = models.CharField(
        _("state"), max_length=6, choices=ActivityState.choices, default=ActivityState.ACTIVE
    )
    title_ar = models.CharField(_("title in Arabic"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200)
    generated = models.JSONField(_("generated"), default=dict)
    answers = models.JSONField(_("added by staff"), default=dict)
    started_on = models.DateField(_("began on"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    keep_until = models.DateField(_("kept until"), null=True, blank=True)
    number = models.PositiveIntegerField(_("version"), default=0)
    sha256 = models.CharField(_("hash"), max_length=64, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_on = models.DateField(_("review due on"))

    class Meta:
        verbose_name = _("processing activity")
        verbose_name_plural = _("processing activities")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="active", ended_on__isnull=True, keep_until__isnull=True)
                | Q(state="ended", ended_on__isnull=False, keep_until__isnull=False),
                name="activity_active_or_ended",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="activity_is_kept", operation=pgtrigger.Delete, when=pgtrigger.Before, func=KEPT
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("records:activity", args=[self.code])

    @property
    def title(self) -> str:
        return _own(self.title_ar, self.title_en)


class Assessment(models.Model):
    """A written weighing before the processing begins: of a legitimate interest (Article 16) or of the impact
    (Article 25). `answers` by the questions of `questions.py`; each save is a Version."""

    number = models.CharField(_("number"), max_length=16, unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=AssessmentKind.choices)
    activity = models.ForeignKey(
        Activity,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assessments",
        verbose_name=_("processing activity"),
    )
    title = models.CharField(pgettext_lazy("assessment", "subject"), max_length=200)
    state = models.CharField(
        _("state"), max_length=9, choices=AssessmentState.choices, default=AssessmentState.DRAFT
    )
    triggers = ArrayField(
        models.CharField(max_length=10), verbose_name=_("reasons"), default=list, blank=True
    )
    answers = models.JSONField(_("answers"), default=dict)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, blank=True)
    version = models.PositiveIntegerField(_("version"), default=0)
    sha256 = models.CharField(_("hash"), max_length=64, blank=True)
    changed_at = models.DateTimeField(_("changed"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    review_on = models.DateField(_("review due on"), null=True, blank=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AssessmentKind.values), name="assessment_kind_known"),
            models.CheckConstraint(
                condition=~Q(state="decided")
                | Q(outcome__in=Outcome.values, decided_at__isnull=False, review_on__isnull=False),
                name="assessment_decided_in_full",
            ),
        ]
        triggers = [pgtrigger.Protect(name="assessment_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("records:assessment", args=[self.number])


class Version(models.Model):
    """What stood in the record at a time: content, what changed against the one before, and the chained hash."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, null=True, related_name="versions", verbose_name=_("processing activity")
    )
    assessment = models.ForeignKey(
        Assessment, models.CASCADE, null=True, related_name="versions", verbose_name=_("assessment")
    )
    number = models.PositiveIntegerField(_("version"))
    content = models.JSONField(_("content"))
    changes = models.JSONField(_("changes"), default=list)
    prev_hash = models.CharField(_("previous hash"), max_length=64)
    sha256 = models.CharField(_("hash"), max_length=64)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("changed by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("version of a record")
        verbose_name_plural = _("versions of records")
        ordering = ["-number", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(activity__isnull=False, assessment__isnull=True)
                | Q(activity__isnull=True, assessment__isnull=False),
                name="version_of_one_thing",
            ),
            models.UniqueConstraint(fields=["activity", "number"], name="version_of_activity_once"),
            models.UniqueConstraint(fields=["assessment", "number"], name="version_of_assessment_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="version_stays", operation=pgtrigger.Update),
            pgtrigger.Trigger(
                name="version_is_kept", operation=pgtrigger.Delete, when=pgtrigger.Before, func=VERSION_KEPT
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.sha256[:12]}"
