"""What remains of an erasure: its certificate, who else was told, and the list for restored backups."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compliance.erasure.enums import Answer
from compliance.erasure.models.case import Erasure

STAYS = pgtrigger.Update | pgtrigger.Delete


class Certificate(models.Model):
    """`code` opens the public page, which shows number, day and counts, and no person."""

    erasure = models.OneToOneField(Erasure, models.PROTECT, related_name="certificate")
    code = models.CharField(_("code"), max_length=40, unique=True)
    issued_at = models.DateTimeField(_("issued"))
    counts: models.JSONField[Any, Any] = models.JSONField(_("counts"))
    kept: models.JSONField[Any, Any] = models.JSONField(_("kept by law"))
    pdf_ar = models.BinaryField(_("PDF in Arabic"))
    pdf_en = models.BinaryField(_("PDF in English"))
    sha256_ar = models.CharField(_("SHA-256 of the Arabic file"), max_length=64)
    sha256_en = models.CharField(_("SHA-256 of the English file"), max_length=64)

    class Meta:
        verbose_name = _("certificate of erasure")
        verbose_name_plural = _("certificates of erasure")
        ordering = ["-issued_at", "-pk"]
        triggers = [pgtrigger.Protect(name="erasure_certificate_stays", operation=STAYS)]

    def __str__(self) -> str:
        return self.code


class RecipientNotice(models.Model):
    """Whoever received the person's data from us is told to erase it too, and answers (IR 8(2))."""

    erasure = models.ForeignKey(Erasure, models.PROTECT, related_name="recipients", verbose_name=_("erasure"))
    code = models.CharField(_("code"), max_length=60)
    name = models.CharField(_("recipient"), max_length=160)
    address = models.EmailField(_("e-mail address"), blank=True, default="")
    created_at = models.DateTimeField(_("noted"))
    sent_at = models.DateTimeField(_("told"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True, default="")
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True, default="")

    class Meta:
        verbose_name = _("notice to a recipient")
        verbose_name_plural = _("notices to recipients")
        ordering = ["erasure", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["erasure", "code"], name="erasure_recipient_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False, sent_at__isnull=False)),
                name="erasure_answer_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.erasure_id} {self.code}"


class ReplayEntry(models.Model):
    """A line of the list that is applied again after a backup was restored; the same line lies in a file
    outside the database (`settings.ERASURE_REPLAY_FILE`)."""

    seq = models.PositiveBigIntegerField(_("number"), primary_key=True)
    erasure_number = models.CharField(_("erasure"), max_length=20, unique=True)
    line: models.JSONField[Any, Any] = models.JSONField(_("line"))
    prev_hash = models.CharField(_("previous hash"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("line of the replay list")
        verbose_name_plural = _("replay list")
        ordering = ["seq"]
        triggers = [pgtrigger.Protect(name="replay_list_stays", operation=STAYS)]

    def __str__(self) -> str:
        return f"{self.seq} {self.erasure_number}"
