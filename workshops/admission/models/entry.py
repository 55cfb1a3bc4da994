"""Who came in, when, and who let them in."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workshops.admission.enums import EntryState, How


class CheckIn(models.Model):
    """One entry with a ticket to a session. At most one lives; later or undone ones stay as history.

    `at` is when the ticket was scanned (by the house's clock, also where the scan came in later), `recorded_at`
    when we learnt of it. `scan_id` is the door's own name for the scan: the same scan sent again is not a second.
    """

    ticket = models.ForeignKey(
        "booking.Ticket", models.PROTECT, related_name="entries", verbose_name=_("ticket")
    )
    session = models.ForeignKey(
        "workshops.Session", models.PROTECT, related_name="entries", verbose_name=_("date")
    )
    state = models.CharField(_("state"), max_length=8, choices=EntryState.choices, default=EntryState.IN)
    how = models.CharField(_("how"), max_length=5, choices=How.choices, default=How.SCAN)
    at = models.DateTimeField(_("entered at"))
    recorded_at = models.DateTimeField(_("recorded"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("let in by"),
    )
    device = models.CharField(_("door"), max_length=40, blank=True)
    offline = models.BooleanField(_("without a line"), default=False)
    scan_id = models.UUIDField(_("scan"), unique=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    class Meta:
        verbose_name = _("entry at a door")
        verbose_name_plural = _("entries at doors")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket", "session"], condition=Q(state="in"), name="check_in_living_once"
            ),
            models.CheckConstraint(condition=Q(state__in=EntryState.values), name="check_in_state_known"),
            models.CheckConstraint(condition=Q(how__in=How.values), name="check_in_how_known"),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False)
                | (~Q(state="undone") & Q(undone_at__isnull=True)),
                name="check_in_undone_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="check_in_facts_stay",
                fields=["ticket", "session", "at", "recorded_at", "scan_id", "how", "offline"],
            ),
            pgtrigger.FSM(
                name="check_in_state_moves",
                field="state",
                transitions=[
                    (EntryState.IN.value, EntryState.DOUBLED.value),
                    (EntryState.IN.value, EntryState.UNDONE.value),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.session_id}"

    @property
    def status(self) -> EntryState:
        return EntryState(self.state)
