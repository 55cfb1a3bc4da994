"""What cases ask of a seller now, for the money desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import dates
from orders import rules as order_rules
from orders.aftercare import queries
from orders.attention import Need
from orders.models import Seller

if TYPE_CHECKING:
    from accounts.models import User


def of_cases(seller: Seller, user: User) -> Iterator[Need]:
    """One query."""
    del user
    found = queries.waiting_for_seller(seller).order_by().aggregate(count=Count("pk"), first=Min("due_at"))
    if not found["count"]:
        return
    title = ngettext("Return or problem to answer", "Returns and problems to answer", found["count"])
    first = found["first"]
    detail = _("Answer by %(day)s") % {"day": dates.gregorian_text(first)} if first else ""
    late = first is not None and first < timezone.now()
    yield Need(found["count"], title, detail, reverse("aftercare:sales"), late=late)


def of_staff(user: Any) -> int | None:
    """Cases that wait for a decision, for those who may make it."""
    return queries.with_staff().count() if order_rules.may_handle(user) else None
