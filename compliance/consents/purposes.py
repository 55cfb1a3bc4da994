"""The purposes of the house. Their words are law's words to the reader: what, how often, and how it stops."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from compliance.consents.enums import Group
from compliance.consents.registry import register

NEWSLETTER: Final = "newsletter"
OFFERS: Final = "offers"
MAIL_OPENS: Final = "mail_opens"
ANALYTICS: Final = "analytics"
PUBLIC_NAME: Final = "public_name"


def register_all() -> None:
    """Called by ConsentsConfig.ready()."""
    _letters()
    _others()


def _letters() -> None:
    register(
        NEWSLETTER,
        title=_("The newsletter"),
        text=_(
            "Send me new works, exhibitions and stories of artists by e-mail, at most once a week. Every letter "
            "carries a link that stops it at once."
        ),
        group=Group.LETTERS,
        at_sign_up=True,
        order=10,
    )
    register(
        OFFERS,
        title=_("Offers and invitations"),
        text=_(
            "Send me offers and invitations of Art Souk by e-mail: auctions, previews, workshops. We send them "
            "ourselves and give your address to nobody for it. Every letter carries a link that stops them at once."
        ),
        group=Group.LETTERS,
        at_sign_up=True,
        order=20,
    )
    register(
        MAIL_OPENS,
        title=_("Whether I open your letters"),
        text=_(
            "Note whether I open the letters that I agreed to, so that Art Souk learns which of them are worth "
            "sending. Bills, codes and news of my orders are never watched."
        ),
        group=Group.LETTERS,
        order=30,
    )


def _others() -> None:
    register(
        ANALYTICS,
        title=_("Counting visits"),
        text=_(
            "Count which pages I visit, on Art Souk’s own computers, to learn what is useful. Nobody else gets it, "
            "and it follows me to no other site."
        ),
        group=Group.DEVICE,
        order=40,
    )
    register(
        PUBLIC_NAME,
        title=_("Naming me in public"),
        text=_(
            "Name me in public as the owner or lender of a work, in catalogues, exhibitions and stories. "
            "Without this I stay unnamed."
        ),
        group=Group.PUBLIC,
        order=50,
    )
