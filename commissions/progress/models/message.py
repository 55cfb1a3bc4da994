"""Messages and what is attached to them: written once, and never altered."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.progress.enums import MESSAGE_TRANSITIONS, AttachmentKind, MessageState
from commissions.progress.models.conversation import Conversation
from orders.enums import Side

LONGEST = 4_000


class Message(models.Model):
    """`place` is its number among the messages that everybody sees: given when it is shown, None before.

    `at` is when it was written, `shown_at` when the other side could first read it.
    """

    conversation = models.ForeignKey(
        Conversation, models.PROTECT, related_name="messages", verbose_name=_("conversation")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("author")
    )
    side = models.CharField(_("side"), max_length=6, choices=Side.choices)
    text = models.TextField(_("text"), max_length=LONGEST, blank=True)
    state = models.CharField(
        _("state"), max_length=7, choices=MessageState.choices, default=MessageState.SHOWN
    )
    place = models.PositiveIntegerField(_("place"), null=True, blank=True)
    key = models.CharField(_("idempotency key"), max_length=64, blank=True)
    at = models.DateTimeField(_("written"))
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["place", "at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conversation", "place"], name="message_place_once"),
            models.UniqueConstraint(
                fields=["conversation", "author", "key"],
                condition=~Q(key=""),
                name="message_sent_once",
            ),
            models.CheckConstraint(condition=Q(state__in=MessageState.values), name="message_state_known"),
            models.CheckConstraint(condition=Q(side__in=["buyer", "seller"]), name="message_side_known"),
            models.CheckConstraint(
                condition=Q(state="shown", place__gt=0, shown_at__isnull=False)
                | ~Q(state="shown") & Q(place__isnull=True, shown_at__isnull=True),
                name="message_shown_has_a_place",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="message_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in MESSAGE_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="message_words_stay", fields=["conversation", "author", "side", "text", "key", "at"]
            ),
            pgtrigger.Protect(
                name="message_place_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__place__isnull=False)
                & (
                    pgtrigger.Q(old__place__df=pgtrigger.F("new__place"))
                    | pgtrigger.Q(old__shown_at__df=pgtrigger.F("new__shown_at"))
                ),
            ),
            pgtrigger.Protect(name="message_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} #{self.place or '-'}"

    @property
    def status(self) -> MessageState:
        return MessageState(self.state)


class Attachment(models.Model):
    """A picture drawn anew or a PDF that was looked into, in the private store under its hash."""

    message = models.ForeignKey(
        Message, models.PROTECT, related_name="attachments", verbose_name=_("message")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    kind = models.CharField(_("kind"), max_length=7, choices=AttachmentKind.choices)
    name = models.CharField(_("file name"), max_length=120)
    path = models.CharField(_("path in the store"), max_length=160)
    sha256 = models.CharField(_("hash"), max_length=64)
    byte_size = models.PositiveIntegerField(_("bytes"))
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    pages = models.PositiveSmallIntegerField(_("pages"), null=True, blank=True)
    at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["message", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "sha256"], name="talk_attachment_once"),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="talk_attachment_hash_shape"
            ),
            models.CheckConstraint(
                condition=Q(kind="picture", width__gt=0, height__gt=0, pages__isnull=True)
                | Q(kind="pdf", width__isnull=True, height__isnull=True, pages__gt=0),
                name="talk_attachment_measured",
            ),
            models.CheckConstraint(condition=Q(byte_size__gt=0), name="talk_attachment_has_bytes"),
        ]
        triggers = [
            pgtrigger.Protect(name="talk_attachment_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.name
