"""Kinds, states and steps of a case; each state knows where it may go and who must act."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from orders.aftercare.rights import Ground
from orders.enums import RefundReason, Side


class CaseKind(models.TextChoices):
    """What is said to be wrong: the grounds of the rule book, and everything that it does not know."""

    WITHDRAWAL = "withdrawal", pgettext_lazy("kind of case", "Change of mind")
    FAULTY = "faulty", pgettext_lazy("kind of case", "Faulty")
    NOT_AS_DESCRIBED = "not_as_described", pgettext_lazy("kind of case", "Not as described")
    DAMAGED = "damaged", pgettext_lazy("kind of case", "Damaged in transport")
    LATE = "late", pgettext_lazy("kind of case", "Not delivered in time")
    CANCEL = "cancel", pgettext_lazy("kind of case", "Cancellation before dispatch")
    INPUT_ERROR = "input_error", pgettext_lazy("kind of case", "Mistake in the order")
    OTHER = "other", pgettext_lazy("kind of case", "Another problem")

    @property
    def ground(self) -> Ground | None:
        return None if self is CaseKind.OTHER else Ground(self.value)

    @property
    def refund_reason(self) -> RefundReason:
        return _REASONS[self]

    @property
    def granted_by_law(self) -> bool:
        """A right that needs nobody's consent: the law itself answers."""
        return self is CaseKind.WITHDRAWAL


_REASONS = {
    CaseKind.WITHDRAWAL: RefundReason.WITHDRAWAL,
    CaseKind.FAULTY: RefundReason.FAULTY,
    CaseKind.NOT_AS_DESCRIBED: RefundReason.NOT_AS_DESCRIBED,
    CaseKind.DAMAGED: RefundReason.FAULTY,
    CaseKind.LATE: RefundReason.LATE,
    CaseKind.CANCEL: RefundReason.CANCELLED,
    CaseKind.INPUT_ERROR: RefundReason.CANCELLED,
    CaseKind.OTHER: RefundReason.OTHER,
}


class CaseState(models.TextChoices):
    REQUESTED = "requested", pgettext_lazy("case state", "Requested")
    APPROVED = "approved", pgettext_lazy("case state", "Approved")
    REFUSED = "refused", pgettext_lazy("case state", "Refused")
    GOODS_ON_THE_WAY = "goods_on_the_way", pgettext_lazy("case state", "On the way back")
    RECEIVED = "received", pgettext_lazy("case state", "Back with the seller")
    INSPECTED = "inspected", pgettext_lazy("case state", "Examined")
    ESCALATED = "escalated", pgettext_lazy("case state", "With Art Souk")
    DECIDED = "decided", pgettext_lazy("case state", "Decided")
    REFUNDED_IN_PART = "refunded_in_part", pgettext_lazy("case state", "Refunded in part")
    REFUNDED = "refunded", pgettext_lazy("case state", "Refunded in full")
    CLOSED = "closed", pgettext_lazy("case state", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("case state", "Taken back")

    @property
    def next(self) -> frozenset[CaseState]:
        return frozenset(after for before, after in CASE_TRANSITIONS if before == self)

    def may_become(self, other: CaseState) -> bool:
        return other in self.next

    @property
    def open(self) -> bool:
        return self not in CASE_OVER

    @property
    def waits_for(self) -> Side | None:
        """Who has to act now."""
        return _WAITS.get(self)


CASE_OVER = (
    CaseState.REFUNDED,
    CaseState.REFUNDED_IN_PART,
    CaseState.CLOSED,
    CaseState.WITHDRAWN,
)
CASE_OPEN = tuple(state for state in CaseState if state not in CASE_OVER)
# Money may leave from these, when both sides agree or staff have decided.
_PAYABLE = (
    CaseState.REQUESTED,
    CaseState.APPROVED,
    CaseState.RECEIVED,
    CaseState.INSPECTED,
    CaseState.DECIDED,
)
_ESCALATED_FROM = (
    CaseState.REQUESTED,
    CaseState.APPROVED,
    CaseState.REFUSED,
    CaseState.GOODS_ON_THE_WAY,
    CaseState.RECEIVED,
    CaseState.INSPECTED,
)
_TAKEN_BACK_FROM = (CaseState.REQUESTED, CaseState.APPROVED, CaseState.REFUSED, CaseState.ESCALATED)
CASE_TRANSITIONS = (
    (CaseState.REQUESTED, CaseState.APPROVED),
    (CaseState.REQUESTED, CaseState.REFUSED),
    (CaseState.APPROVED, CaseState.GOODS_ON_THE_WAY),
    (CaseState.APPROVED, CaseState.RECEIVED),
    (CaseState.GOODS_ON_THE_WAY, CaseState.RECEIVED),
    (CaseState.RECEIVED, CaseState.INSPECTED),
    (CaseState.ESCALATED, CaseState.DECIDED),
    (CaseState.DECIDED, CaseState.GOODS_ON_THE_WAY),
    (CaseState.DECIDED, CaseState.RECEIVED),
    *((before, CaseState.ESCALATED) for before in _ESCALATED_FROM),
    *((before, CaseState.WITHDRAWN) for before in _TAKEN_BACK_FROM),
    # Agreed to be nothing, given up, or the order went back as a whole some other way.
    *((before, CaseState.CLOSED) for before in CASE_OPEN),
    *((before, CaseState.REFUNDED) for before in _PAYABLE),
    *((before, CaseState.REFUNDED_IN_PART) for before in _PAYABLE),
)
_WAITS = {
    CaseState.REQUESTED: Side.SELLER,
    CaseState.APPROVED: Side.BUYER,
    CaseState.REFUSED: Side.BUYER,
    CaseState.GOODS_ON_THE_WAY: Side.SELLER,
    CaseState.RECEIVED: Side.SELLER,
    CaseState.INSPECTED: Side.BUYER,
    CaseState.ESCALATED: Side.STAFF,
    CaseState.DECIDED: Side.BUYER,
}


class ReturnCost(models.TextChoices):
    """Who pays the way back; the values of `rights.Payer`."""

    BUYER = "buyer", pgettext_lazy("who pays the return", "The buyer pays the return")
    SELLER = "seller", pgettext_lazy("who pays the return", "The seller pays the return")
    NOBODY = "nobody", pgettext_lazy("who pays the return", "Nothing has to be sent back")


class RefusalReason(models.TextChoices):
    """Why a seller says no: an exception of the law, or another view of the facts."""

    MADE_TO_ORDER = "made_to_order", _("It was made to the buyer's order and is not faulty")
    DAMAGED_BY_BUYER = "damaged_by_buyer", _("The buyer damaged it")
    USED = "used", _("It has been used")
    TOO_LATE = "too_late", _("The term is over")
    DISPATCHED = "dispatched", _("It is on its way already")
    FORCE_MAJEURE = "force_majeure", _("The delay was out of anybody's hands")
    AS_DESCRIBED = "as_described", _("It is as it was described")
    OTHER = "other", pgettext_lazy("reason of a refusal", "Another reason")


class EntryKind(models.TextChoices):
    """What stands in the time line of a case."""

    STEP = "step", pgettext_lazy("entry of a case", "Step")
    MESSAGE = "message", pgettext_lazy("entry of a case", "Message")
    PHOTOS = "photos", pgettext_lazy("entry of a case", "Photos")
    REMINDER = "reminder", pgettext_lazy("entry of a case", "Reminder")
