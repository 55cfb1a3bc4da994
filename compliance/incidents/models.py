"""The breach register: what happened, who was told, with which words, and what proves it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from compliance.incidents.enums import (
    TRANSITIONS,
    Audience,
    BreachKind,
    BreachState,
    EntryKind,
    MeasureKind,
    Risk,
)


def default_countries() -> list[str]:
    return ["SA"]


class Breach(models.Model):
    """One breach of personal data, or a drill of one.

    `due_at` is when the authority must know: `aware_at` and the shortest term of the countries concerned.
    The parts (a) to (e) are those of Implementing Regulation Article 24(1).
    """

    number = models.CharField(_("number"), max_length=20, unique=True)
    drill = models.BooleanField(_("drill"), default=False)
    title = models.CharField(pgettext_lazy("breach", "subject"), max_length=160)
    kind = models.CharField(_("what happened to the data"), max_length=11, choices=BreachKind.choices)
    state = models.CharField(_("state"), max_length=8, choices=BreachState.choices, default=BreachState.OPEN)
    countries = ArrayField(
        models.CharField(max_length=2), verbose_name=_("countries concerned"), default=default_countries
    )
    happened_at = models.DateTimeField(_("happened"), null=True, blank=True)
    aware_at = models.DateTimeField(_("known to us since"))
    due_at = models.DateTimeField(_("report due by"))
    # (a) what happened
    circumstances_ar = models.TextField(_("what happened, in Arabic"), max_length=4000, blank=True)
    circumstances_en = models.TextField(_("what happened, in English"), max_length=4000, blank=True)
    # (b) whose data and how much
    data_kinds = ArrayField(
        models.CharField(max_length=10), verbose_name=_("data concerned"), default=list, blank=True
    )
    people_kinds = ArrayField(
        models.CharField(max_length=10), verbose_name=_("people concerned"), default=list, blank=True
    )
    people_count = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    records_count = models.PositiveIntegerField(_("number of records"), null=True, blank=True)
    count_exact = models.BooleanField(_("the numbers are exact"), default=False)
    activities = models.ManyToManyField(
        "records.Activity", blank=True, related_name="breaches", verbose_name=_("processing activities")
    )
    # (c) risks and measures
    risk = models.CharField(_("risk"), max_length=4, choices=Risk.choices, blank=True)
    risks_ar = models.TextField(_("risks, in Arabic"), max_length=4000, blank=True)
    risks_en = models.TextField(_("risks, in English"), max_length=4000, blank=True)
    measures_ar = models.TextField(_("measures, in Arabic"), max_length=4000, blank=True)
    measures_en = models.TextField(_("measures, in English"), max_length=4000, blank=True)
    # (d) whether the people are told
    tell_subjects = models.BooleanField(_("the people concerned are told"), null=True, blank=True)
    tell_reason = models.TextField(_("why they are told or not"), max_length=2000, blank=True)
    advice_ar = models.TextField(_("advice to the people, in Arabic"), max_length=4000, blank=True)
    advice_en = models.TextField(_("advice to the people, in English"), max_length=4000, blank=True)
    # (e), the contact, comes from the settings; what else the register keeps:
    report_needed = models.BooleanField(_("the authority must be told"), null=True, blank=True)
    delay_reason = models.TextField(_("why the report is late or not complete"), max_length=2000, blank=True)
    other_reports = models.TextField(_("reports to others"), max_length=1000, blank=True)
    conclusions = models.TextField(_("what we learnt"), max_length=4000, blank=True)
    assessed_at = models.DateTimeField(_("assessed"), null=True, blank=True)
    reported_at = models.DateTimeField(_("reported"), null=True, blank=True)
    authority_reference = models.CharField(_("the authority's reference"), max_length=80, blank=True)
    told_at = models.DateTimeField(_("people told"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("breach")
        verbose_name_plural = _("breaches")
        ordering = ["-aware_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="breach_clock",
                condition=Q(reported_at__isnull=True, closed_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=BreachState.values), name="breach_state_known"),
            models.CheckConstraint(condition=Q(due_at__gte=F("aware_at")), name="breach_due_after_aware"),
            models.CheckConstraint(
                condition=Q(happened_at__isnull=True) | Q(happened_at__lte=F("aware_at")),
                name="breach_known_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True) | Q(reported_at__lte=F("due_at")) | ~Q(delay_reason=""),
                name="breach_late_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False)
                | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="breach_closed_or_open",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="breach_state_moves",
                field="state",
                transitions=sorted((a.value, b.value) for a, b in TRANSITIONS),
            ),
            # A drill never becomes real by a change of a field, nor the other way round; nor does the clock.
            pgtrigger.ReadOnly(name="breach_terms_stay", fields=["number", "drill", "opened_by", "aware_at"]),
            pgtrigger.Protect(name="breach_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("incidents:breach", args=[self.number])

    @property
    def status(self) -> BreachState:
        return BreachState(self.state)

    @property
    def clock_runs(self) -> bool:
        """The authority does not know yet and may have to."""
        return self.reported_at is None and self.closed_at is None and self.report_needed is not False


class Notice(models.Model):
    """One version of the words to the authority or to the people, in both languages; a new save is a new row."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="notices", verbose_name=_("breach"))
    audience = models.CharField(_("to"), max_length=9, choices=Audience.choices)
    version = models.PositiveIntegerField(_("version"))
    subject_ar = models.CharField(_("subject line in Arabic"), max_length=200)
    subject_en = models.CharField(_("subject line in English"), max_length=200)
    body_ar = models.TextField(_("text in Arabic"), max_length=12_000)
    body_en = models.TextField(_("text in English"), max_length=12_000)
    sha256 = models.CharField(_("hash"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("breach notice")
        verbose_name_plural = _("breach notices")
        ordering = ["audience", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["breach", "audience", "version"], name="notice_version_once"),
            models.CheckConstraint(condition=Q(audience__in=Audience.values), name="notice_audience_known"),
            models.UniqueConstraint(
                fields=["breach", "audience"],
                condition=Q(sent_at__isnull=False, audience="subjects"),
                name="people_told_with_one_text",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="notice_words_stay",
                fields=[
                    "breach",
                    "audience",
                    "version",
                    "subject_ar",
                    "subject_en",
                    "body_ar",
                    "body_en",
                    "sha256",
                ],
            ),
            pgtrigger.Protect(name="notice_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id} {self.audience} {self.version}"

    @property
    def subject(self) -> str:
        return self.subject_ar if (get_language() or "ar").startswith("ar") else self.subject_en

    @property
    def body(self) -> str:
        return self.body_ar if (get_language() or "ar").startswith("ar") else self.body_en


class Recipient(models.Model):
    """Somebody whose data was hit and who is told once: an account, or an address without one."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="recipients", verbose_name=_("breach"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    address = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=2, default="ar")
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, blank=True, related_name="recipients", verbose_name=_("notice")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("person concerned by a breach")
        verbose_name_plural = _("people concerned by breaches")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["breach", "id"], name="breach_to_tell", condition=Q(sent_at__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(fields=["breach", "user"], name="breach_tells_a_person_once"),
            models.UniqueConstraint(
                fields=["breach", "address"], condition=~Q(address=""), name="breach_tells_an_address_once"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, notice__isnull=True)
                | Q(sent_at__isnull=False, notice__isnull=False),
                name="breach_told_with_words",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="breach_told_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False)
                & pgtrigger.Q(old__sent_at__df=pgtrigger.F("new__sent_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id} {self.pk}"


class Evidence(models.Model):
    """A file that proves what happened or what was done, in the private store under its hash."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="evidence", verbose_name=_("breach"))
    name = models.CharField(_("file name"), max_length=160)
    path = models.CharField(_("path in the store"), max_length=200)
    sha256 = models.CharField(_("hash"), max_length=64)
    byte_size = models.PositiveIntegerField(_("bytes"))
    note = models.CharField(_("what it shows"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept by"),
    )
    at = models.DateTimeField(_("kept since"))

    class Meta:
        verbose_name = _("evidence of a breach")
        verbose_name_plural = _("evidence of breaches")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["breach", "sha256"], name="evidence_once")]
        triggers = [
            pgtrigger.Protect(name="evidence_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """Something to do against the damage or against the next one (Article 24(3))."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="measures", verbose_name=_("breach"))
    kind = models.CharField(_("kind"), max_length=7, choices=MeasureKind.choices)
    text = models.CharField(_("what is done"), max_length=500)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MeasureKind.values), name="measure_kind_known")
        ]
        triggers = [pgtrigger.Protect(name="measure_is_kept", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.text[:60]


class Entry(models.Model):
    """The time line of a breach; nothing in it is ever changed. `mark` names a reminder, so that it comes once."""

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="entries", verbose_name=_("breach"))
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind.choices)
    code = models.CharField(_("code"), max_length=40)
    text = models.TextField(_("text"), max_length=2000, blank=True)
    mark = models.SmallIntegerField(_("hours left"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("entry of a breach")
        verbose_name_plural = _("entries of breaches")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["breach", "mark"], condition=Q(mark__isnull=False), name="breach_reminded_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="breach_entry_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.breach_id} {self.code}"
