"""Every cookie that the house sets, under the name it has here, for the privacy notice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from allauth.mfa import app_settings as mfa
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from compliance.consents.visitor import COOKIE

THEME: Final = "theme"  # accounts.cookies sets it
MESSAGES: Final = "messages"  # django.contrib.messages


@dataclass(frozen=True, slots=True)
class Cookie:
    """All of them are our own and needed for what the reader asked for."""

    name: str
    what_for: str | Promise


def declared() -> list[Cookie]:
    """In the order in which a reader meets them."""
    return [
        Cookie(settings.SESSION_COOKIE_NAME, _("Keeps you signed in, for two weeks.")),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Proves that a form was sent by you and not by another site, for a year."),
        ),
        Cookie(settings.LANGUAGE_COOKIE_NAME, _("Remembers Arabic or English, for a year.")),
        Cookie(THEME, _("Remembers light or dark, for a year.")),
        Cookie(MESSAGES, _("Carries a sentence such as “Saved” to the next page, where it ends.")),
        Cookie(
            str(mfa.TRUST_COOKIE_NAME),
            _("Remembers this browser when you ask us to trust it at sign-in, for two weeks."),
        ),
        Cookie(
            COOKIE,
            _(
                "Remembers whether we may count your visits, for half a year. It is set when you have answered, "
                "not before."
            ),
        ),
    ]
