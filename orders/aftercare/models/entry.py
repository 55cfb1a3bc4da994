"""The time line of a case, the same for both sides and staff, and the photos in it."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from orders.aftercare.enums import CaseState, EntryKind
from orders.aftercare.models.case import Case
from orders.enums import Side


class CaseEntry(models.Model):
    """Written once. A step says into which state the case went; `text` is what a person wrote with it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries", verbose_name=_("case"))
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind.choices)
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("author"),
    )
    before = models.CharField(_("state before"), max_length=16, choices=CaseState.choices, blank=True)
    after = models.CharField(_("state after"), max_length=16, choices=CaseState.choices, blank=True)
    text = models.TextField(_("text"), max_length=3000, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("entry of a case")
        verbose_name_plural = _("entries of cases")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["case", "at"], name="case_entries_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EntryKind.values), name="case_entry_kind_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="case_entry_side_known"),
            models.CheckConstraint(
                condition=Q(kind__in=["step", "reminder"], after__in=CaseState.values)
                | Q(kind__in=["message", "photos"], after=""),
                name="case_entry_step_has_a_state",
            ),
            models.CheckConstraint(
                condition=~Q(kind="message") | ~Q(text=""), name="case_entry_message_has_words"
            ),
            models.CheckConstraint(
                condition=Q(side="system") | Q(author__isnull=False), name="case_entry_person_is_named"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="case_entry_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind} {self.after}".strip()


class CasePhoto(models.Model):
    """A picture re-encoded by us, in the private store; a view hands it to the parties only."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="photos", verbose_name=_("case"))
    entry = models.ForeignKey(CaseEntry, models.PROTECT, related_name="photos", verbose_name=_("entry"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    path = models.CharField(_("path in the store"), max_length=160)
    sha256 = models.CharField(_("hash"), max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    byte_size = models.PositiveIntegerField(_("bytes"))
    at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("photo of a case")
        verbose_name_plural = _("photos of cases")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["case", "sha256"], name="case_photo_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="case_photo_hash_shape"
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0, byte_size__gt=0), name="case_photo_has_a_size"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="case_photo_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sha256[:8]}"
