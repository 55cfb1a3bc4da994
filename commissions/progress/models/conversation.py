"""What a collector and one artist say to each other about one commission, and who has read how far."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from orders.enums import Side


class Conversation(models.Model):
    """`places` counts the messages that everybody sees; it is raised under the row's lock, so that a place
    once read is never filled later."""

    commission = models.ForeignKey(
        "commissions.Commission",
        models.PROTECT,
        related_name="conversations",
        verbose_name=_("commission"),
    )
    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="conversations", verbose_name=_("artist")
    )
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("opened by")
    )
    opened_at = models.DateTimeField(_("opened"))
    places = models.PositiveIntegerField(_("messages shown"), default=0)
    last_at = models.DateTimeField(_("last message"), null=True, blank=True)

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["commission", "seller"], name="conversation_once"),
            models.CheckConstraint(
                condition=Q(places=0, last_at__isnull=True) | Q(places__gt=0, last_at__isnull=False),
                name="conversation_last_with_places",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="conversation_sides_stay", fields=["commission", "seller", "opened_by", "opened_at"]
            ),
            pgtrigger.Protect(name="conversation_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.commission} / {self.seller}"

    def get_absolute_url(self) -> str:
        return reverse("progress:conversation", args=[self.pk])


class ReadMark(models.Model):
    """How far a person has read, and how far they have been told of what they have not.

    `seen_at` is when they last looked; `noticed_*` and `mailed_*` say up to which message, and when, a notice
    in the house and a mail have told of what is unread.
    """

    conversation = models.ForeignKey(
        Conversation, models.CASCADE, related_name="marks", verbose_name=_("conversation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="read_marks", verbose_name=_("person")
    )
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    place = models.PositiveIntegerField(_("read up to"), default=0)
    seen_at = models.DateTimeField(_("last looked"), null=True, blank=True)
    noticed_place = models.PositiveIntegerField(_("told by notice up to"), default=0)
    noticed_at = models.DateTimeField(_("last notice"), null=True, blank=True)
    mailed_place = models.PositiveIntegerField(_("told by mail up to"), default=0)
    mailed_at = models.DateTimeField(_("last mail"), null=True, blank=True)

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        ordering = ["conversation", "pk"]
        indexes = [models.Index(fields=["user", "conversation"], name="read_mark_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "user"], name="read_mark_once"),
            models.CheckConstraint(condition=Q(side__in=["buyer", "seller"]), name="read_mark_side_known"),
        ]
        triggers = [
            # What has been read stays read.
            pgtrigger.Protect(
                name="read_mark_only_forward",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__place__lt=pgtrigger.F("old__place")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.conversation_id}: {self.place}"
