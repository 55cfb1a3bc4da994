"""Where a seller may move a work: one word on the button, one service behind it.

What stands here is what the studio offers; whether it may happen is decided again by the service.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import SoukError
from marketplace import rules, services
from marketplace.enums import Availability, PublicationState
from marketplace.models import Artwork
from marketplace.services.availability import BY_SELLER

DRAFT, REVIEW = PublicationState.DRAFT, PublicationState.IN_REVIEW
PUBLISHED, ARCHIVED = PublicationState.PUBLISHED, PublicationState.ARCHIVED
FREE: Final = (Availability.AVAILABLE, Availability.NOT_FOR_SALE)


@dataclass(frozen=True, slots=True)
class Move:
    code: str
    label: str | Promise
    done: str | Promise
    serve: Callable[..., Any]


MOVES: Final = {
    move.code: move
    for move in (
        Move("publish", _("Publish"), _("The work is published."), services.publish_artwork),
        Move("submit", _("Send for review"), _("The work is sent for review."), services.submit_artwork),
        Move("offer", _("Offer for sale"), _("The work is for sale."), services.mark_available),
        Move(
            "withdraw",
            _("Show, not for sale"),
            _("The work is shown, not for sale."),
            services.withdraw_artwork,
        ),
        Move("reserve", _("Hold for a buyer"), _("The work is reserved."), services.hold_artwork),
        Move("release", _("End the reservation"), _("The work is for sale again."), services.release_artwork),
        Move("sold", _("Sold elsewhere"), _("The work is marked as sold."), services.mark_sold),
        Move("unpublish", _("Back to draft"), _("The work is a draft again."), services.unpublish_artwork),
        Move("archive", _("Archive"), _("The work is archived."), services.archive_artwork),
        Move("restore", _("Out of the archive"), _("The work is a draft again."), services.restore_artwork),
    )
}


def targets_of(work: Artwork, *, trusted: bool) -> list[Move]:
    """The moves that make sense from here; `trusted` sellers publish without a review."""
    state, availability = work.state, work.availability
    held_by_me = availability == Availability.ON_HOLD and work.hold_source == BY_SELLER
    free = availability in FREE
    sale = state == PUBLISHED and availability == Availability.AVAILABLE
    fitting = {
        "publish": free and state in {REVIEW, DRAFT} and trusted,
        "submit": free and state == DRAFT and not trusted,
        "offer": state == PUBLISHED and availability == Availability.NOT_FOR_SALE,
        "withdraw": sale,
        "reserve": sale,
        "release": held_by_me,
        "sold": sale or held_by_me,
        "unpublish": free and state in {PUBLISHED, REVIEW},
        "archive": state != ARCHIVED and availability != Availability.ON_HOLD,
        "restore": state == ARCHIVED,
    }
    return [move for code, move in MOVES.items() if fitting[code]]


def is_trusted(user: Any, work: Artwork) -> bool:
    """Whether this person's works go public without a review."""
    return rules.may_publish(user, work)


def moved(work: Artwork, code: str, *, by: Any) -> str:
    """Does it; returns why not, in the reader's language, and "" when it is done."""
    try:
        MOVES[code].serve(artwork=work, by=by)
    except SoukError as refusal:
        return refusal.text
    return ""
