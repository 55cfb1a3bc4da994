"""What of the commissions can be reported, and the queue of held texts (`compliance.safety`)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions import queries, rules
from compliance.safety import queues, targets


def _held(user: Any) -> int | None:
    return queries.pending_screenings().count() if rules.may_screen(user) else None


def register() -> None:
    """Called once, from `ready()`."""
    targets.register(
        "commission",
        model="commissions.Commission",
        label=pgettext_lazy("kind of thing that is reported", "Commission"),
        visible=queries.visible_to,
        owners=lambda commission: [commission.collector],
        title=lambda commission: commission.name,
        url=lambda commission: commission.get_absolute_url(),
        text=lambda commission: commission.brief or "",
    )
    queues.register("screening", _("Texts to check"), "commissions:screening-list", _held, order=20)
