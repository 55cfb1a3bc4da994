"""Who bids under which number, what was accepted, and what was answered to what was not."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from auctions.enums import BidOutcome
from auctions.models.lot import Lot
from auctions.models.sale import Sale


class Paddle(models.Model):
    """A person's number in one sale, given at random with the first bid; all that others ever see."""

    sale = models.ForeignKey(Sale, models.PROTECT, related_name="paddles", verbose_name=_("sale"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="paddles", verbose_name=_("bidder")
    )
    number = models.PositiveIntegerField(_("number"))
    terms_version = models.PositiveIntegerField(_("terms accepted, version"))
    accepted_at = models.DateTimeField(_("terms accepted"))

    class Meta:
        verbose_name = _("paddle")
        verbose_name_plural = _("paddles")
        ordering = ["sale", "number"]
        constraints = [
            models.UniqueConstraint(fields=["sale", "number"], name="paddle_number_once"),
            models.UniqueConstraint(fields=["sale", "user"], name="paddle_once_a_person"),
            models.CheckConstraint(condition=Q(number__gte=101), name="paddle_number_from_101"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="paddle_stays", exclude=["terms_version", "accepted_at"]),
        ]

    def __str__(self) -> str:
        return f"P-{self.number}"


class Bid(models.Model):
    """An accepted bid. Append-only; only a void, once, sets `void_seq`.

    `answer` is what the bidder was told: the same key brings the same answer again.
    """

    # Where a constraint's index begins with the column, a second one would only cost each bid.
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="bids", verbose_name=_("lot"), db_index=False)
    seq = models.PositiveIntegerField(_("event"))
    paddle = models.ForeignKey(Paddle, models.PROTECT, related_name="bids", verbose_name=_("paddle"))
    bidder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="bids",
        verbose_name=_("bidder"),
        db_index=False,
    )
    key = models.UUIDField(_("key"))
    request_hash = models.CharField(max_length=64)
    max_minor = models.BigIntegerField(_("maximum, minor units"))
    price_minor = models.BigIntegerField(_("price after it, minor units"))
    outcome = models.CharField(_("outcome"), max_length=8, choices=BidOutcome.choices)
    answer = models.JSONField(_("answer"))
    received_at = models.DateTimeField(_("received"))
    decided_at = models.DateTimeField(_("decided"))
    void_seq = models.PositiveIntegerField(_("declared void by event"), null=True, blank=True)

    class Meta:
        verbose_name = _("bid")
        verbose_name_plural = _("bids")
        ordering = ["lot", "seq"]
        indexes = [models.Index(fields=["bidder", "lot", "-seq"], name="bid_of_person")]
        constraints = [
            models.UniqueConstraint(fields=["bidder", "key"], name="bid_key_once"),
            models.UniqueConstraint(fields=["lot", "seq"], name="bid_seq_once"),
            models.CheckConstraint(
                condition=Q(max_minor__gt=0, price_minor__gt=0), name="bid_money_positive"
            ),
            models.CheckConstraint(condition=Q(outcome__in=BidOutcome.values), name="bid_outcome_known"),
            models.CheckConstraint(
                condition=Q(void_seq__isnull=True) | Q(void_seq__gt=F("seq")), name="bid_voided_later"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="bid_stays", exclude=["void_seq"]),
            pgtrigger.Protect(
                name="bid_void_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__void_seq__isnull=False),
            ),
            pgtrigger.Protect(name="bid_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"L{self.lot_id}/{self.seq}"


class Refusal(models.Model):
    """The answer to a bid that the state of the lot refused, kept so that its key brings the same answer.

    Bids refused for their own sake (off the grid, own lot) need no memory; those that never got the lock
    ("busy") must have none, or trying again would be in vain.
    """

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="refusals", verbose_name=_("lot"))
    bidder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="bid_refusals",
        verbose_name=_("bidder"),
        db_index=False,
    )
    key = models.UUIDField(_("key"))
    request_hash = models.CharField(max_length=64)
    code = models.CharField(_("code"), max_length=40)
    amounts = models.JSONField(_("amounts"), default=list)
    at = models.DateTimeField(_("time"))

    class Meta:
        verbose_name = _("refused bid")
        verbose_name_plural = _("refused bids")
        ordering = ["-at"]
        indexes = [models.Index(fields=["at"], name="refusal_by_time")]
        constraints = [models.UniqueConstraint(fields=["bidder", "key"], name="refusal_key_once")]
        triggers = [
            pgtrigger.Protect(name="refusal_stays", operation=pgtrigger.Update),
        ]

    def __str__(self) -> str:
        return f"L{self.lot_id} {self.code}"
