"""When something takes place: a run is what one registers for, its sessions are the times one comes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.validators import check_time_zone
from workshops.enums import RunState
from workshops.models.event import Event
from workshops.models.fields import WallTimeField

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from workshops.models.ticket import Allotment


class Run(models.Model):
    """A course of four evenings is one run of four sessions; a weekly tour is many runs.

    `taken` counts the seats of living registrations; it moves only through `workshops.seats`, with the run
    locked. `starts_at` and `ends_at` are those of the first and the last session.
    """

    event = models.ForeignKey(
        Event,
        models.PROTECT,
        related_name="runs",
        verbose_name=pgettext_lazy("something that people come to", "event"),
    )
    number = models.PositiveIntegerField(_("number"))
    label = models.CharField(_("label"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(_("seats"))
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)
    time_zone = models.CharField(
        _("time zone"), max_length=64, default="Asia/Riyadh", validators=[check_time_zone]
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    waiting_list = models.BooleanField(_("waiting list"), default=True)
    state = models.CharField(_("state"), max_length=9, choices=RunState.choices, default=RunState.OPEN)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason for the cancellation"), max_length=500, blank=True)
    moved_at = models.DateTimeField(_("moved"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version of the dates"), default=0, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    if TYPE_CHECKING:
        label_ar: str | None
        label_en: str | None
        cancel_reason_ar: str | None
        cancel_reason_en: str | None
        sessions: RelatedManager[Session]
        allotments: RelatedManager[Allotment]

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["event", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="run_number_once"),
            models.CheckConstraint(name="run_state_known", condition=Q(state__in=RunState.values)),
            models.CheckConstraint(
                name="run_seats_within_capacity",
                condition=Q(taken__gte=0, taken__lte=F("capacity")),
                violation_error_message=_("More seats are taken than the run has."),
            ),
            models.CheckConstraint(name="run_has_seats", condition=Q(capacity__gt=0)),
            models.CheckConstraint(name="run_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="run_closes_in_time",
                condition=Q(closes_at__isnull=True) | Q(closes_at__lte=F("ends_at")),
                violation_error_message=_("Registration closes before the run is over."),
            ),
            models.CheckConstraint(
                name="run_cancelled_dated",
                condition=Q(state=RunState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=RunState.CANCELLED) & Q(cancelled_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["event", "starts_at"], name="run_of_event"),
            models.Index(fields=["starts_at"], name="run_coming", condition=~Q(state="cancelled")),
            models.Index(fields=["ends_at"], name="run_over", condition=~Q(state="cancelled")),
        ]

    def __str__(self) -> str:
        return f"{self.event} #{self.number}"

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def free_seats(self) -> int:
        return self.capacity - self.taken

    @property
    def is_full(self) -> bool:
        return self.taken >= self.capacity

    @property
    def closing_at(self) -> datetime:
        """The last moment for registering: as the seller said, else the beginning."""
        return self.closes_at or self.starts_at

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    def accepts(self, now: datetime) -> bool:
        """Whether somebody may register, a seat being free."""
        return self.state == RunState.OPEN and now < self.closing_at

    def is_over(self, now: datetime) -> bool:
        return now >= self.ends_at


class Session(models.Model):
    """`wall_start` and `wall_end` are what the clock on the wall of the venue shows."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="sessions", verbose_name=_("run"))
    position = models.PositiveSmallIntegerField(_("position"))
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    wall_start = WallTimeField(_("begins, on the wall clock"))
    wall_end = WallTimeField(_("ends, on the wall clock"))
    topic = models.CharField(_("topic"), max_length=200, blank=True)

    objects: ClassVar[models.Manager[Session]] = models.Manager()

    if TYPE_CHECKING:
        topic_ar: str | None
        topic_en: str | None

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["run", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "position"],
                name="session_position_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(name="session_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            # Deferred, so that all sessions of a run can move in one transaction.
            ExclusionConstraint(
                name="session_apart",
                expressions=[
                    ("run", RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_at"),
                            F("ends_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="session_coming")]

    def __str__(self) -> str:
        return f"{self.run} · {self.position}"

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(self.run.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.run.zone)
