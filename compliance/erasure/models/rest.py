"""What is still to do when an erasure is over, and what ordinary retention did."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from compliance.erasure.enums import Trigger


class KeptRow(models.Model):
    """A row that a law keeps after its person was erased; on `due_on` the deed's `later` is done."""

    model = models.CharField(_("kind of record"), max_length=100)
    key = models.CharField(_("key"), max_length=64)
    law = models.CharField(_("law"), max_length=40)
    due_on = models.DateField(_("kept until"))

    class Meta:
        verbose_name = _("record kept by law")
        verbose_name_plural = _("records kept by law")
        constraints = [models.UniqueConstraint(fields=["model", "key"], name="kept_row_once")]
        indexes = [models.Index(fields=["due_on"], name="kept_row_by_day")]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"


class DoomedFile(models.Model):
    """A stored file without its record: goes after the commit, and this row with it."""

    storage = models.CharField(_("storage"), max_length=40)
    name = models.CharField(_("name"), max_length=500)
    model = models.CharField(_("kind of record"), max_length=100)
    field = models.CharField(_("field"), max_length=60)
    noted_at = models.DateTimeField(_("noted"))

    class Meta:
        verbose_name = _("file to delete")
        verbose_name_plural = _("files to delete")

    def __str__(self) -> str:
        return str(self.pk)


class RetentionRun(models.Model):
    """One run of the retention rules; `report` holds counts by kind of record."""

    trigger = models.CharField(_("started"), max_length=8, choices=Trigger.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dry = models.BooleanField(_("dry run"), default=False)
    started_at = models.DateTimeField(_("begun"))
    finished_at = models.DateTimeField(_("finished"))
    rows = models.PositiveIntegerField(_("records"), default=0)
    problems = models.PositiveIntegerField(_("problems"), default=0)
    report: models.JSONField[Any, Any] = models.JSONField(_("report"), default=list)

    class Meta:
        verbose_name = _("retention run")
        verbose_name_plural = _("retention runs")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d}"
