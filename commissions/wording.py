"""Words of the pages that belong to no single model."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

HIT_NAMES: Final[dict[str, Promise]] = {
    "phone": pgettext_lazy("found in a text", "Telephone number"),
    "email": pgettext_lazy("found in a text", "E-mail address"),
    "link": pgettext_lazy("found in a text", "Link"),
    "handle": pgettext_lazy("found in a text", "Name in a network"),
    "messenger": _("Invitation to talk elsewhere"),
    "payment": _("Payment outside the house"),
    "forbidden": _("Forbidden content"),
}

HELD: Final[Promise] = _(
    "We look at your text first, because it seems to hold contact details or words that are not allowed."
    " You will hear from us."
)
