"""A lot: one work under the hammer, its secret reserve, its standing and its place in the log."""

from __future__ import annotations

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from auctions.engine import LotState, Standing, Status
from auctions.enums import FINAL_LOTS, LIVE_LOTS, LotStatus
from auctions.models.guards import changed
from auctions.models.sale import Sale
from core.crypt import EncryptedIntegerField

DECIDED = [
    "status",
    "price_minor",
    "leader",
    "leader_max_minor",
    "leader_since_seq",
    "bid_count",
    "ends_at",
    "seq",
    "head_hash",
    "closed_at",
    "opening_minor",
    "artwork",
]


class Lot(models.Model):
    """All amounts are minor units of the sale's currency.

    Only the services write here, under the row's lock, what the engine answered; `seq` and `head_hash` are
    the last event's. Once a status is final, the database refuses any change of what was decided.
    The reserve is encrypted, so its rules are held by `clean`, the services and the engine; what it was is
    proved by the log, whose commitments cover it.
    """

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="lots", verbose_name=_("sale"))
    number = models.PositiveIntegerField(_("number"))
    artwork = models.ForeignKey(
        "marketplace.Artwork", models.PROTECT, related_name="lots", verbose_name=_("work")
    )
    status = models.CharField(_("status"), max_length=14, choices=LotStatus.choices, default=LotStatus.DRAFT)
    estimate_low_minor = models.BigIntegerField(_("low estimate, minor units"), null=True, blank=True)
    estimate_high_minor = models.BigIntegerField(_("high estimate, minor units"), null=True, blank=True)
    opening_minor = models.BigIntegerField(_("opening bid, minor units"))
    reserve_minor = EncryptedIntegerField(_("reserve, minor units"), null=True, blank=True)
    price_minor = models.BigIntegerField(_("price, minor units"), null=True, blank=True, editable=False)
    leader = models.ForeignKey(
        "auctions.Paddle",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="lots_led",
        verbose_name=_("highest bidder"),
        db_index=False,  # so that a bid changes no indexed column and the row is updated in place
    )
    leader_max_minor = models.BigIntegerField(null=True, blank=True, editable=False)
    leader_since_seq = models.PositiveIntegerField(default=0, editable=False)
    bid_count = models.PositiveIntegerField(_("bids"), default=0, editable=False)
    ends_at = models.DateTimeField(_("closes"), null=True, blank=True, editable=False)
    first_ends_at = models.DateTimeField(_("first set to close"), null=True, blank=True, editable=False)
    ext_count = models.PositiveIntegerField(_("extensions"), default=0, editable=False)
    seq = models.PositiveIntegerField(_("last event"), default=0, editable=False)
    last_decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    head_hash = models.CharField(max_length=64, default="0" * 64, editable=False)
    held_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        ordering = ["sale", "number"]
        indexes = [
            # What the closer looks through four times a second.
            models.Index(fields=["ends_at"], name="lot_due", condition=Q(status="open")),
            models.Index(fields=["artwork", "-id"], name="lot_of_artwork"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["sale", "number"], name="lot_number_once"),
            models.UniqueConstraint(
                fields=["artwork"],
                condition=Q(status__in=LIVE_LOTS),
                name="lot_artwork_once_alive",
                violation_error_message=_("This work is in a sale already."),
            ),
            models.CheckConstraint(condition=Q(status__in=LotStatus.values), name="lot_status_known"),
            models.CheckConstraint(condition=Q(number__gt=0), name="lot_number_positive"),
            models.CheckConstraint(condition=Q(opening_minor__gt=0), name="lot_opening_positive"),
            models.CheckConstraint(
                condition=Q(estimate_low_minor__isnull=True, estimate_high_minor__isnull=True)
                | Q(estimate_low_minor__gt=0, estimate_high_minor__gte=F("estimate_low_minor")),
                name="lot_estimates_in_order",
                violation_error_message=_("The high estimate is not below the low one."),
            ),
            models.CheckConstraint(
                condition=Q(
                    price_minor__isnull=True,
                    leader__isnull=True,
                    leader_max_minor__isnull=True,
                    bid_count=0,
                    leader_since_seq=0,
                )
                | Q(
                    price_minor__gte=F("opening_minor"),
                    leader__isnull=False,
                    leader_max_minor__gte=F("price_minor"),
                    bid_count__gt=0,
                    leader_since_seq__gt=0,
                    leader_since_seq__lte=F("seq"),
                ),
                name="lot_standing_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(status=LotStatus.DRAFT)
                | Q(
                    ends_at__isnull=False,
                    first_ends_at__isnull=False,
                    ends_at__gte=F("first_ends_at"),
                    seq__gt=0,
                ),
                name="lot_end_not_before_first_end",
            ),
            models.CheckConstraint(
                condition=~Q(status=LotStatus.SOLD) | Q(leader__isnull=False), name="lot_sold_has_a_buyer"
            ),
            models.CheckConstraint(
                condition=~Q(status=LotStatus.UNSOLD_NO_BIDS) | Q(leader__isnull=True),
                name="lot_without_bids_has_no_leader",
            ),
            models.CheckConstraint(
                condition=Q(status__in=FINAL_LOTS, closed_at__isnull=False)
                | (~Q(status__in=FINAL_LOTS) & Q(closed_at__isnull=True)),
                name="lot_final_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="lot_decision_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status__in=[status.value for status in FINAL_LOTS])
                & changed(*DECIDED),
            ),
            pgtrigger.Protect(
                name="lot_stays", operation=pgtrigger.Delete, condition=~pgtrigger.Q(old__status="draft")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.artwork}"

    def get_absolute_url(self) -> str:
        return reverse("auctions:lot", args=[self.sale.slug, self.number])

    def clean(self) -> None:
        """Christie's and Artiana hold the same: a reserve is never above the low estimate."""
        low, reserve = self.estimate_low_minor, self.reserve_minor
        if reserve is not None and (reserve <= 0 or (low is not None and reserve > low)):
            raise ValidationError({"reserve_minor": _("The reserve is not above the low estimate.")})

    @property
    def wire_id(self) -> str:
        """How the lot is named on the socket and in its log."""
        return f"L{self.pk}"

    @property
    def phase(self) -> LotStatus:
        return LotStatus(self.status)

    def as_state(self, leader_number: int | None) -> LotState:
        """The row as the engine sees it; the caller knows the leading paddle's number."""
        assert self.ends_at is not None  # noqa: S101 - set before the lot leaves the draft
        assert self.first_ends_at is not None  # noqa: S101
        return LotState(
            status=Status(self.status),
            standing=Standing(
                opening=self.opening_minor,
                reserve=self.reserve_minor,
                price=self.price_minor,
                leader=leader_number,
                maximum=self.leader_max_minor,
                since_seq=self.leader_since_seq,
                bids=self.bid_count,
            ),
            ends_at=self.ends_at,
            first_ends_at=self.first_ends_at,
            ext_count=self.ext_count,
            seq=self.seq,
            last_at=self.last_decided_at,
            held_at=self.held_at,
        )
