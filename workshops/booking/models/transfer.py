"""A ticket on its way to somebody else."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from workshops.booking import codes
from workshops.booking.enums import TRANSFER_TRANSITIONS, TransferState


class Transfer(models.Model):
    """Offered to an e-mail address; whoever has the letter's token and an account may accept.

    `token` is the SHA-256 of what stands in the letter.
    """

    ticket = models.ForeignKey(
        "booking.Ticket", models.PROTECT, related_name="transfers", verbose_name=_("ticket")
    )
    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="transfers_made", verbose_name=_("from")
    )
    to_email = models.EmailField(_("offered to"))
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers_taken",
        verbose_name=_("accepted by"),
    )
    token = models.CharField(_("digest of the token"), max_length=64, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=TransferState.choices, default=TransferState.OFFERED
    )
    offered_at = models.DateTimeField(_("offered"))
    until = models.DateTimeField(_("to be answered by"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("handing over of a ticket")
        verbose_name_plural = _("handings over of tickets")
        ordering = ["-offered_at", "-pk"]
        indexes = [models.Index(fields=["until"], name="transfer_to_lapse", condition=Q(state="offered"))]
        constraints = [
            models.UniqueConstraint(
                fields=["ticket"], condition=Q(state="offered"), name="transfer_open_once"
            ),
            models.CheckConstraint(condition=Q(state__in=TransferState.values), name="handover_state_known"),
            models.CheckConstraint(condition=Q(token__regex=codes.DIGEST_SHAPE), name="transfer_token_shape"),
            models.CheckConstraint(condition=Q(to_email__gt=""), name="transfer_goes_somewhere"),
            models.CheckConstraint(condition=Q(until__gt=F("offered_at")), name="transfer_has_some_time"),
            models.CheckConstraint(
                condition=Q(state="accepted", to_user__isnull=False)
                | (~Q(state="accepted") & Q(to_user__isnull=True)),
                name="transfer_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", ended_at__isnull=True)
                | (~Q(state="offered") & Q(ended_at__isnull=False)),
                name="transfer_ended_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="transfer_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in TRANSFER_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="transfer_terms_stay", fields=["ticket", "from_user", "to_email", "token", "offered_at"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} {self.state}"

    @property
    def status(self) -> TransferState:
        return TransferState(self.state)
