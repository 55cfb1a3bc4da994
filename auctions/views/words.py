"""What became of a bid, in one sentence: page and API say the same."""

from __future__ import annotations

from django.utils.translation import gettext as _

from auctions.services import BidAnswer
from core.money import Money


def answer_text(answer: BidAnswer, currency: str) -> str:
    price, ask = Money(answer.price, currency).text(), Money(answer.ask, currency).text()
    sentences = {
        "leading": _("Your bid was placed. You lead at %(price)s."),
        "raised": _("Your secret maximum was raised. The price stays at %(price)s."),
        "outbid": _("Your bid was placed, but an earlier maximum is higher. Bid %(ask)s or more to lead."),
    }
    return sentences[answer.result] % {"price": price, "ask": ask}
