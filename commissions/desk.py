"""The collector's desk: commissions that are under way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from commissions import queries
from commissions.enums import COMMISSION_OVER
from commissions.models import Commission

if TYPE_CHECKING:
    from accounts.models import User

SHOWN = 5


def load(user: User) -> dict[str, Any]:
    return {"commissions": list(_living(user)[:SHOWN])}


def count(user: User) -> int:
    return _living(user).count()


def _living(user: User) -> QuerySet[Commission]:
    return queries.of_collector(user).exclude(state__in=COMMISSION_OVER)
