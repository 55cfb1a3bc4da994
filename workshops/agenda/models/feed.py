"""Somebody else's calendar that a seller follows, and what stands in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.validators import check_time_zone
from workshops.agenda.enums import FeedKind, FeedState, ItemState


class Feed(models.Model):
    """An address is looked at again each day; a file is read once (`upload` is emptied then).

    `problem` is the code of what went wrong the last time, `problem_params` the places of its sentence.
    """

    seller = models.ForeignKey(
        "orders.Seller", models.CASCADE, related_name="feeds", verbose_name=_("seller")
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("added by"),
    )
    kind = models.CharField(_("kind"), max_length=7, choices=FeedKind.choices)
    state = models.CharField(_("state"), max_length=3, choices=FeedState.choices, default=FeedState.ON)
    name = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=1000, blank=True)
    upload = models.BinaryField(_("file"), null=True, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Riyadh", validators=[check_time_zone]
    )
    etag = models.CharField(_("version at the server"), max_length=300, blank=True)
    modified = models.CharField(_("changed at the server"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("added"))
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)
    due_at = models.DateTimeField(_("next look"), null=True, blank=True)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0)
    problem = models.CharField(_("what is wrong"), max_length=60, blank=True)
    problem_params = models.JSONField(_("details of what is wrong"), default=dict, blank=True)
    broken = models.PositiveIntegerField(_("events that could not be read"), default=0)
    left_out = models.PositiveIntegerField(_("events past the limit"), default=0)

    objects: ClassVar[models.Manager[Feed]] = models.Manager()

    class Meta:
        verbose_name = _("followed calendar")
        verbose_name_plural = _("followed calendars")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["seller", "url"], condition=~Q(url=""), name="feed_address_once"),
            models.CheckConstraint(condition=Q(kind__in=FeedKind.values), name="feed_kind_known"),
            models.CheckConstraint(condition=Q(state__in=FeedState.values), name="feed_state_known"),
            models.CheckConstraint(
                condition=Q(kind=FeedKind.ADDRESS, url__gt="", upload__isnull=True)
                | Q(kind=FeedKind.FILE, url=""),
                name="feed_has_its_source",
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="on"), name="feed_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def followed(self) -> bool:
        return self.kind == FeedKind.ADDRESS and self.state == FeedState.ON


class FeedItem(models.Model):
    """One event of a followed calendar: as it stands there now, and in `decided` as it was when we decided.

    `facts` and `decided` hold the texts and times that a reader compares (see `workshops.agenda.facts`).
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="items", verbose_name=_("calendar"))
    uid = models.CharField(_("number in the calendar"), max_length=200)
    recurrence = models.CharField(_("recurrence"), max_length=20, blank=True, default="")
    state = models.CharField(_("state"), max_length=8, choices=ItemState.choices, default=ItemState.NEW)
    title = models.CharField(_("title"), max_length=200, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    facts = models.JSONField(_("as it stands there"), default=dict)
    decided = models.JSONField(_("as it was decided"), default=dict, blank=True)
    twin = models.ForeignKey(
        "workshops.Event",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looks like"),
    )
    event = models.ForeignKey(
        "workshops.Event",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="feed_items",
        verbose_name=pgettext_lazy("something that people come to", "event"),
    )
    run = models.OneToOneField(
        "workshops.Run",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="feed_item",
        verbose_name=_("run"),
    )
    first_seen_at = models.DateTimeField(_("first seen"))
    seen_at = models.DateTimeField(_("last seen"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects: ClassVar[models.Manager[FeedItem]] = models.Manager()

    class Meta:
        verbose_name = _("event of a followed calendar")
        verbose_name_plural = _("events of followed calendars")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "uid", "recurrence"], name="feed_item_once"),
            models.CheckConstraint(condition=Q(state__in=ItemState.values), name="feed_item_state_known"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="feed_item_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["feed", "state", "starts_at"], name="feed_item_waiting")]

    def __str__(self) -> str:
        return self.title or self.uid

    @property
    def status(self) -> ItemState:
        return ItemState(self.state)

    def was(self, name: str) -> Any:
        return self.decided.get(name)
