"""The line for a run that is full."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workshops.booking.enums import WAITING_LIVE, WAITING_TRANSITIONS, WaitingState
from workshops.booking.models.registration import MOST_SEATS

LIVE = Q(state__in=[state.value for state in WAITING_LIVE])


class WaitingEntry(models.Model):
    """One person's place in line. While it is `offered` its seats count as taken, until `offer_until`."""

    run = models.ForeignKey("workshops.Run", models.PROTECT, related_name="waiting", verbose_name=_("date"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="waiting_entries", verbose_name=_("person")
    )
    ticket_type = models.ForeignKey(
        "workshops.TicketType",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waiting",
        verbose_name=_("kind of ticket"),
    )
    seats = models.PositiveSmallIntegerField(_("seats"), default=1)
    state = models.CharField(
        _("state"), max_length=8, choices=WaitingState.choices, default=WaitingState.WAITING
    )
    joined_at = models.DateTimeField(_("in line since"))
    offered_at = models.DateTimeField(_("offered"), null=True, blank=True)
    offer_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    registration = models.OneToOneField(
        "booking.Registration",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waiting_entry",
        verbose_name=_("registration"),
    )

    class Meta:
        verbose_name = _("place in line")
        verbose_name_plural = _("places in line")
        ordering = ["joined_at", "pk"]
        indexes = [
            models.Index(fields=["run", "joined_at", "id"], name="waiting_in_order", condition=LIVE),
            models.Index(fields=["offer_until"], name="waiting_to_lapse", condition=Q(state="offered")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run", "user"], condition=LIVE, name="waiting_person_once"),
            models.CheckConstraint(condition=Q(state__in=WaitingState.values), name="waiting_state_known"),
            models.CheckConstraint(
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="waiting_seats_positive"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "taken"])
                | Q(offered_at__isnull=False, offer_until__isnull=False),
                name="waiting_offer_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(offer_until__isnull=True) | Q(offer_until__gt=F("offered_at")),
                name="waiting_offer_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(state="taken", registration__isnull=False)
                | (~Q(state="taken") & Q(registration__isnull=True)),
                name="waiting_taken_names_the_registration",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "offered"], ended_at__isnull=True)
                | Q(state__in=["taken", "lapsed", "left"], ended_at__isnull=False),
                name="waiting_ended_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="waiting_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in WAITING_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="waiting_terms_stay", fields=["run", "user", "ticket_type", "seats", "joined_at"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.user_id}"

    @property
    def status(self) -> WaitingState:
        return WaitingState(self.state)
