"""What was handed over for a milestone, and what the collector wanted otherwise. Written once, never altered."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Submission(models.Model):
    milestone = models.ForeignKey(
        "contracts.Milestone", models.PROTECT, related_name="submissions", verbose_name=_("milestone")
    )
    number = models.PositiveSmallIntegerField(_("number"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("handed over by")
    )
    text = models.TextField(_("words with it"), max_length=3000, blank=True)
    at = models.DateTimeField(_("handed over at"))

    class Meta:
        verbose_name = _("hand-over")
        verbose_name_plural = _("hand-overs")
        ordering = ["milestone", "number"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "number"], name="submission_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="submission_from_one"),
        ]
        triggers = [
            pgtrigger.Protect(name="submission_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} #{self.number}"


class SubmissionImage(models.Model):
    """A picture drawn anew by us, in the private store, in three sizes.

    `preview` bears the watermark and is all that the collector sees until the milestone is accepted; `view` is
    for looking at, `full` for printing, and the licence says which of the two is theirs then.
    """

    submission = models.ForeignKey(
        Submission, models.PROTECT, related_name="images", verbose_name=_("hand-over")
    )
    position = models.PositiveSmallIntegerField(_("position"))
    preview = models.CharField(_("path of the preview"), max_length=160)
    view = models.CharField(_("path for looking"), max_length=160)
    full = models.CharField(_("path of the full picture"), max_length=160)
    sha256 = models.CharField(_("hash"), max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))

    class Meta:
        verbose_name = _("picture of a delivery")
        verbose_name_plural = _("pictures of deliveries")
        ordering = ["submission", "position"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "position"], name="submission_image_place_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="submission_image_hash_shape"
            ),
            models.CheckConstraint(
                condition=Q(width__gt=0, height__gt=0), name="submission_image_has_a_size"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="submission_image_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.sha256[:8]}"


class RevisionRequest(models.Model):
    submission = models.OneToOneField(
        Submission, models.PROTECT, related_name="revision", verbose_name=_("hand-over")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("revision asked by")
    )
    text = models.TextField(_("what should be otherwise"), max_length=3000)
    at = models.DateTimeField(_("revision asked at"))

    class Meta:
        verbose_name = _("request for a revision")
        verbose_name_plural = _("requests for revisions")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="revision_has_words"),
        ]
        triggers = [
            pgtrigger.Protect(name="revision_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}"
