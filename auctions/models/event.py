"""The log of a lot: numbered without a gap, hash-chained, never altered; also the outbox of the room."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from auctions.enums import EventType
from auctions.models.lot import Lot
from core.crypt import EncryptedJSONField


class LotEvent(models.Model):
    """`hash` links {lot, seq, type, at, d: public, commitment} to the event before (core.chain).

    `commitment` is the SHA-256 of the canonical private part, which always holds a random salt: anybody can
    check the chain, and nobody can guess a maximum from it.
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="events", verbose_name=_("lot"), db_index=False)
    seq = models.PositiveIntegerField(_("number"))
    type = models.CharField(_("type"), max_length=16, choices=EventType.choices)
    public = models.JSONField(_("public part"))
    private = EncryptedJSONField(_("confidential part"), rotated=False)
    commitment = models.CharField(_("commitment"), max_length=64)
    at = models.DateTimeField(_("time"))
    prev_hash = models.CharField(_("hash before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)
    dispatched_at = models.DateTimeField(_("sent to the room"), null=True, editable=False)

    class Meta:
        verbose_name = _("event of a lot")
        verbose_name_plural = _("events of lots")
        ordering = ["lot", "seq"]
        indexes = [
            models.Index(
                fields=["lot", "seq"], name="lot_event_to_dispatch", condition=Q(dispatched_at__isnull=True)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["lot", "seq"], name="lot_event_seq_once"),
            models.UniqueConstraint(fields=["lot", "prev_hash"], name="lot_event_chain_has_no_fork"),
            models.CheckConstraint(condition=Q(type__in=EventType.values), name="lot_event_type_known"),
            models.CheckConstraint(condition=Q(seq__gt=0), name="lot_event_seq_positive"),
            models.CheckConstraint(condition=~Q(hash=F("prev_hash")), name="lot_event_hash_moves"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="lot_event_stays", exclude=["dispatched_at"]),
            pgtrigger.Protect(name="lot_event_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"L{self.lot_id}/{self.seq} {self.type}"
