"""What a case says to each side in each state: the one source of page, mail and notice.

Whole sentences without places, so that the same words stand everywhere; dates and amounts stand beside them.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from orders.aftercare.enums import CaseKind, CaseState
from orders.aftercare.rights import Obstacle, Right
from orders.countries import Exemption
from orders.enums import Side

Text = Promise | str


@dataclass(frozen=True, slots=True)
class Words:
    """`buyer` and `seller` say what happened, each to its side; `buyer_next` and `seller_next` what comes now."""

    buyer: Text
    seller: Text
    buyer_next: Text = ""
    seller_next: Text = ""

    def told(self, side: Side) -> Text:
        return self.buyer if side is Side.BUYER else self.seller

    def next(self, side: Side) -> Text:
        return self.buyer_next if side is Side.BUYER else self.seller_next


# The time line reads the same for everybody.
STEPS = {
    CaseState.REQUESTED: _("The case was opened."),
    CaseState.APPROVED: _("The return was approved."),
    CaseState.REFUSED: _("The seller refused the request."),
    CaseState.GOODS_ON_THE_WAY: _("The work was sent back."),
    CaseState.RECEIVED: _("The work is back with the seller."),
    CaseState.INSPECTED: _("The seller has looked at the work."),
    CaseState.ESCALATED: _("The case went to Art Souk for a decision."),
    CaseState.DECIDED: _("Art Souk has decided."),
    CaseState.REFUNDED_IN_PART: _("A part of the amount goes back to the buyer."),
    CaseState.REFUNDED: _("The whole amount goes back to the buyer."),
    CaseState.CLOSED: _("The case is closed, and nothing is paid back."),
    CaseState.WITHDRAWN: _("The buyer has taken the request back."),
}
WAITING = {
    Side.BUYER: _("It is the buyer's turn."),
    Side.SELLER: _("It is the seller's turn."),
    Side.STAFF: _("It is Art Souk's turn."),
}
REMINDED = _("A reminder went out: the time for an answer is nearly over.")
YOUR_TURN = _("It is your turn.")
BY_LAW = _("The law gives the buyer this right; it needs nobody's consent.")


STATES = {
    CaseState.REQUESTED: Words(
        _("We have passed your request on to the seller."),
        _("The buyer has a request about an order."),
        _("The seller answers now. Without an answer in time Art Souk takes over."),
        _("Approve it or refuse it. Without an answer in time Art Souk takes over."),
    ),
    CaseState.APPROVED: Words(
        _("Your return is approved."),
        _("The return is approved, and the buyer has been asked to send the work back."),
        _("Pack the work as it came, send it back and enter the tracking number here."),
        _("Wait for the parcel, and confirm here when it has arrived."),
    ),
    CaseState.REFUSED: Words(
        _("The seller has refused your request."),
        _("You have refused the buyer's request."),
        _("Accept the refusal, or hand the case to Art Souk for a decision."),
        _("The buyer may accept this or hand the case to Art Souk."),
    ),
    CaseState.GOODS_ON_THE_WAY: Words(
        _("The work is on its way back to the seller."),
        _("The buyer has sent the work back to you."),
        _("The seller confirms when it has arrived."),
        _("Confirm here when the parcel has arrived."),
    ),
    CaseState.RECEIVED: Words(
        _("The work is back with the seller."),
        _("The work is back with you."),
        _("The seller looks at it now and then pays you back."),
        _("Look at the work, and say how much is to be paid back."),
    ),
    CaseState.INSPECTED: Words(
        _("The seller has looked at the work and offers a part of the amount."),
        _("You have offered the buyer a part of the amount."),
        _("Accept the offer, or hand the case to Art Souk for a decision."),
        _("The buyer may accept this or hand the case to Art Souk."),
    ),
    CaseState.ESCALATED: Words(
        _("Art Souk now decides this case."),
        _("Art Souk now decides this case."),
        _("We read everything that both sides have written here, and decide. You may add words and photos."),
        _("We read everything that both sides have written here, and decide. You may add words and photos."),
    ),
    CaseState.DECIDED: Words(
        _("Art Souk has decided: you are paid back when the work is back with the seller."),
        _("Art Souk has decided: the buyer sends the work back and is paid when it has arrived."),
        _("Send the work back and enter the tracking number here."),
        _("Confirm here when the parcel has arrived."),
    ),
    CaseState.REFUNDED_IN_PART: Words(
        _("A part of the amount goes back the way it was paid."),
        _("A part of the amount goes back to the buyer."),
    ),
    CaseState.REFUNDED: Words(
        _("The whole amount goes back the way it was paid."),
        _("The whole amount goes back to the buyer."),
    ),
    CaseState.CLOSED: Words(
        _("The case is closed, and nothing is paid back."),
        _("The case is closed, and nothing is paid back."),
    ),
    CaseState.WITHDRAWN: Words(
        _("You have taken your request back."),
        _("The buyer has taken the request back."),
    ),
}

REMINDER = Words(
    _("The time for your answer is nearly over."),
    _("The time for your answer is nearly over."),
)
MESSAGE = Words(_("There is a new message in your case."), _("There is a new message in a case."))

QUESTIONS = {
    CaseKind.WITHDRAWAL: _("I have changed my mind"),
    CaseKind.FAULTY: _("It is faulty"),
    CaseKind.NOT_AS_DESCRIBED: _("It is not what was described"),
    CaseKind.DAMAGED: _("It arrived damaged"),
    CaseKind.LATE: _("It has not come in time"),
    CaseKind.CANCEL: _("I want to cancel before it is sent"),
    CaseKind.INPUT_ERROR: _("I made a mistake when I ordered"),
    CaseKind.OTHER: _("Another problem"),
}

OBSTACLES = {
    Obstacle.NOT_PAID: _("The order has not been paid."),
    Obstacle.ENDED: _("The order has ended."),
    Obstacle.NO_SALE: _("A deposit is no purchase."),
    Obstacle.NOTHING_TO_BRING: _("There is nothing to deliver in this order."),
    Obstacle.NOT_YET_DELIVERED: _("This begins when the work has reached you."),
    Obstacle.NOT_YET_LATE: _("The delivery is not late yet."),
    Obstacle.DELIVERED: _("The work has been delivered."),
    Obstacle.DISPATCHED: _("The work has been sent already. You may return it when it has reached you."),
    Obstacle.OVER: _("The term for this is over."),
    Obstacle.FORCE_MAJEURE: _("The delay was out of anybody's hands."),
    Obstacle.PICKED_UP: _("You picked the work up yourself."),
}
EXEMPTIONS = {
    Exemption.MADE_TO_ORDER: _("What was made to your order cannot be returned for a change of mind."),
    Exemption.DAMAGED_BY_BUYER: _("What the buyer damaged cannot be returned for a change of mind."),
    Exemption.PERISHABLE: _("What perishes cannot be returned for a change of mind."),
    Exemption.USED: _("What has been used cannot be returned for a change of mind."),
    Exemption.MEDIA: _("Opened recordings and software cannot be returned for a change of mind."),
    Exemption.PRINTED: _("Books and papers cannot be returned for a change of mind."),
    Exemption.LODGING: _("Lodging, travel and catering cannot be returned for a change of mind."),
    Exemption.ENJOYED: _("What has been enjoyed already cannot be returned for a change of mind."),
}


def obstacle(right: Right) -> Text:
    """Why a right does not stand, in words; "" where it does."""
    if right.exemption is not None:
        return EXEMPTIONS[right.exemption]
    return OBSTACLES[right.obstacle] if right.obstacle else ""
