"""How the two sides are called, to whom: before the award the artist does not know the collector's name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions import rules as commission_rules
from commissions.progress import rules
from mailing.bilingual import Bilingual
from orders.drafts import both
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User
    from commissions.models import Commission
    from commissions.progress.models import Conversation
    from orders.models import Seller

COLLECTOR = pgettext_lazy("side of a commission", "The collector")
STAFF = _("Art Souk")


def of_person(person: User) -> Bilingual:
    arabic, english = (str(getattr(person, f"name_{code}", "") or "") for code in ("ar", "en"))
    return Bilingual(arabic or english, english or arabic)


def of_seller(seller: Seller) -> Bilingual:
    return Bilingual(seller.name_ar or seller.name_en or "", seller.name_en or seller.name_ar or "")


def of_title(commission: Commission) -> Bilingual:
    arabic, english = commission.title_ar or "", commission.title_en or ""
    return Bilingual(arabic or english or commission.number, english or arabic or commission.number)


def collector_told(commission: Commission, seller: Seller) -> Bilingual:
    """The collector as this artist may call them in a letter."""
    name = of_person(commission.collector)
    if rules.chosen(commission, seller) and (name.ar or name.en):
        return name
    return Bilingual(*both(COLLECTOR))


def collector_shown(commission: Commission, viewer: Any) -> str:
    """On a page, to who looks at it."""
    name = str(of_person(commission.collector))
    return name if name and commission_rules.knows_names(viewer, commission) else str(COLLECTOR)


def in_list(talk: Conversation, viewer: Any) -> str:
    """With whom one talks, in a list: `queries.listed` has told who was chosen. No query of its own then."""
    if talk.commission.collector_id == viewer.pk:
        return str(talk.seller)
    told: bool | None = getattr(talk, "chosen", None)
    chosen = rules.chosen(talk.commission, talk.seller) if told is None else told
    known = chosen and talk.commission.status in rules.AFTER_AWARD
    return (str(of_person(talk.commission.collector)) if known else "") or str(COLLECTOR)


def other_side(conversation: Conversation, side: Side | None, viewer: Any) -> str:
    """With whom one talks; staff see both."""
    if side is Side.BUYER:
        return str(conversation.seller)
    return collector_shown(conversation.commission, viewer)
