"""The states of sales, lots and bids, and where each may go from where it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from auctions.engine import Outcome, Status


class SaleKind(models.TextChoices):
    TIMED = "timed", _("Timed auction")


class SaleState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    SCHEDULED = "scheduled", _("Announced")
    OPEN = "open", _("Open for bids")
    CLOSING = "closing", _("Lots are closing")
    ON_HOLD = "on_hold", _("On hold")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")

    def may_become(self, after: SaleState) -> bool:
        return after in SALE_TRANSITIONS[self]

    @property
    def is_public(self) -> bool:
        return self in PUBLIC_SALES


SALE_TRANSITIONS: dict[SaleState, frozenset[SaleState]] = {
    SaleState.DRAFT: frozenset({SaleState.IN_REVIEW, SaleState.SCHEDULED, SaleState.CANCELLED}),
    SaleState.IN_REVIEW: frozenset({SaleState.DRAFT, SaleState.SCHEDULED, SaleState.CANCELLED}),
    SaleState.SCHEDULED: frozenset({SaleState.OPEN, SaleState.CANCELLED}),
    SaleState.OPEN: frozenset({SaleState.CLOSING, SaleState.ON_HOLD, SaleState.CLOSED}),
    SaleState.CLOSING: frozenset({SaleState.ON_HOLD, SaleState.CLOSED}),
    SaleState.ON_HOLD: frozenset({SaleState.OPEN, SaleState.CLOSING, SaleState.CLOSED}),
    SaleState.CLOSED: frozenset(),
    SaleState.CANCELLED: frozenset(),
}
PUBLIC_SALES = (
    SaleState.SCHEDULED,
    SaleState.OPEN,
    SaleState.CLOSING,
    SaleState.ON_HOLD,
    SaleState.CLOSED,
)
RUNNING_SALES = (SaleState.OPEN, SaleState.CLOSING, SaleState.ON_HOLD)


class LotStatus(models.TextChoices):
    """The engine's own states, with their names; the engine decides which may follow which."""

    DRAFT = Status.DRAFT.value, _("Draft")
    SCHEDULED = Status.SCHEDULED.value, _("In the catalogue")
    OPEN = Status.OPEN.value, _("Open for bids")
    ON_HOLD = Status.ON_HOLD.value, _("On hold")
    SOLD = Status.SOLD.value, pgettext_lazy("lot", "Sold")
    UNSOLD_NO_BIDS = Status.UNSOLD_NO_BIDS.value, _("Not sold: no bids")
    UNSOLD_RESERVE = Status.UNSOLD_RESERVE.value, _("Not sold: reserve not met")
    WITHDRAWN = Status.WITHDRAWN.value, _("Withdrawn")

    @property
    def is_final(self) -> bool:
        return self in FINAL_LOTS


FINAL_LOTS = (LotStatus.SOLD, LotStatus.UNSOLD_NO_BIDS, LotStatus.UNSOLD_RESERVE, LotStatus.WITHDRAWN)
UNSOLD_LOTS = (LotStatus.UNSOLD_NO_BIDS, LotStatus.UNSOLD_RESERVE)
LIVE_LOTS = (LotStatus.DRAFT, LotStatus.SCHEDULED, LotStatus.OPEN, LotStatus.ON_HOLD)


class BidOutcome(models.TextChoices):
    """What the bid did at the moment it was accepted."""

    LEADING = Outcome.LEADING.value, _("Took the lead")
    OUTBID = Outcome.OUTBID.value, _("Outbid at once by an earlier maximum")
    RAISED = Outcome.RAISED.value, _("Raised the leader's own maximum")


class UserStanding(models.TextChoices):
    """Where a person stands on a lot now."""

    NONE = "none", _("You have not bid on this lot")
    LEADING = "leading", _("You are the highest bidder")
    OUTBID = "outbid", _("You have been outbid")
    WON = "won", _("You won this lot")
    LOST = "lost", _("You did not win this lot")


class EventType(models.TextChoices):
    """The kinds of numbered events of a lot; "noted" tells the public only that something was written."""

    SCHEDULED = "scheduled", _("Entered in the catalogue")
    OPENED = "opened", _("Opened for bids")
    BID_ACCEPTED = "bid_accepted", _("Bid placed")
    NOTED = "noted", _("Confidential entry")
    RESERVE_MET = "reserve_met", _("The reserve has been met")
    RESERVE_WAIVED = "reserve_waived", _("Now without reserve")
    VOIDED = "voided", _("Bids declared void")
    HELD = "held", _("Put on hold")
    RESUMED = "resumed", _("Resumed")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    CLOSED = "closed", _("Closed")
