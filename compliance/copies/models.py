"""One ordered copy of everything that we hold about a person: its way, its file, its key."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compliance.copies.enums import COMING, THERE, CopyState
from compliance.subjects import Subject, subject_of
from core.crypt import EncryptedTextField

CODE_TRIES: Final = 5  # of one code
CODE_TRIES_IN_ALL: Final = 20
PATIENCE: Final = timedelta(
    minutes=15
)  # so long a copy may wait for a worker before its message counts as lost


class Copy(models.Model):
    """The file lies encrypted in the private storage; `sealed_key` opens it and is destroyed with it.

    `claimed_until` is the time at which the sweep looks after it: the worker was silent, or the message was lost.
    The subject is an account (`user`) or somebody without one (`address`, and all their `emails`). Only the
    hash of the link's token and of the one-time code are kept.
    """

    code = models.UUIDField(_("code"), default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="data_copies",
    )
    address = models.EmailField(_("e-mail address"), blank=True, default="")
    emails = models.JSONField(_("e-mail addresses"), default=list, blank=True)
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("ordered by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    request_pk = models.BigIntegerField(_("request"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, default="ar")
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=CopyState.choices,
        default=CopyState.QUEUED,
        db_default=CopyState.QUEUED,
    )
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=0)
    claimed_until = models.DateTimeField(_("looked after at"), null=True, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    failure = models.CharField(_("what failed"), max_length=200, blank=True, default="")
    path = models.CharField(_("file"), max_length=200, blank=True, default="")
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, default="")
    records = models.PositiveIntegerField(_("records"), default=0)
    sealed_key = EncryptedTextField(_("sealed key"), null=True, blank=True)
    token_hash = models.CharField(_("hash of the link"), max_length=64, blank=True, default="")
    code_hash = models.CharField(_("hash of the one-time code"), max_length=64, blank=True, default="")
    code_until = models.DateTimeField(_("one-time code holds until"), null=True, blank=True)
    code_tries = models.PositiveSmallIntegerField(_("tries of the one-time code"), default=0)
    fetched = models.PositiveIntegerField(_("downloads"), default=0)
    created_at = models.DateTimeField(_("ordered at"), db_default=Now())
    taken_at = models.DateTimeField(_("picture taken at"), null=True, blank=True)
    ready_at = models.DateTimeField(_("ready at"), null=True, blank=True)
    fetched_at = models.DateTimeField(_("last downloaded at"), null=True, blank=True)
    expires_at = models.DateTimeField(_("deleted at"), null=True, blank=True)

    class Meta:
        verbose_name = _("data copy")
        verbose_name_plural = _("data copies")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False) | ~models.Q(address=""), name="copy_is_somebodys"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=THERE)
                | (
                    ~models.Q(path="")
                    & models.Q(sealed_key__isnull=False)
                    & models.Q(expires_at__isnull=False)
                ),
                name="copy_ready_has_file_and_end",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=THERE) | models.Q(sealed_key__isnull=True),
                name="copy_key_only_with_file",
            ),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(state__in=COMING), name="copy_one_coming_a_user"
            ),
            models.UniqueConstraint(
                fields=["address"],
                condition=models.Q(state__in=COMING, user__isnull=True),
                name="copy_one_coming_an_address",
            ),
            models.UniqueConstraint(
                fields=["token_hash"], condition=~models.Q(token_hash=""), name="copy_token_once"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-created_at"], name="copy_user_recent"),
            models.Index(fields=["claimed_until"], condition=models.Q(state__in=COMING), name="copy_to_make"),
            models.Index(fields=["expires_at"], condition=models.Q(state__in=THERE), name="copy_to_expire"),
        ]

    def __str__(self) -> str:
        return str(self.code)

    def get_absolute_url(self) -> str:
        return reverse("copies:copy", args=[self.code])

    @property
    def status(self) -> CopyState:
        return CopyState(self.state)

    @property
    def percent(self) -> int:
        """How far the work is; 100 only when the file is there."""
        if self.status.is_there:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0

    @property
    def subject(self) -> Subject:
        return subject_of(self.user) if self.user else Subject(None, frozenset(self.emails))

    @property
    def filename(self) -> str:
        """The name under which the archive is kept by the person."""
        return f"art-souk-{self.taken_at or self.created_at:%Y-%m-%d}.zip"
