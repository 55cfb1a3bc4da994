"""The queues of this room, beside those of the others."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from compliance.rules import is_moderator
from compliance.safety import queries, queues
from compliance.safety.enums import UNDECIDED


def _reports(user: Any) -> int | None:
    return queries.cases(user).filter(state__in=UNDECIDED).count() if is_moderator(user) else None


def _appeals(user: Any) -> int | None:
    return queries.waiting_appeals(user) if is_moderator(user) else None


def register() -> None:
    """Called by SafetyConfig.ready()."""
    queues.register("reports", _("Reports"), "safety:cases", _reports, order=10)
    queues.register("appeals", _("Appeals"), "safety:cases?state=appealed", _appeals, order=11)
