"""What must end in aftercare before an account can be erased: returns and disputes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.aftercare.enums import CASE_OPEN
from orders.aftercare.models import Case
from orders.alone import last_owned


def of_cases(user: Any) -> Iterator[Obstacle]:
    """Cases of either side that nobody has settled."""
    own = Q(order__buyer=user) | Q(opened_by=user) | Q(order__seller__in=last_owned(user))
    for case in Case.objects.filter(own, state__in=CASE_OPEN).order_by("pk"):
        text = _("The case %(number)s is not settled.") % {"number": case.number}
        yield Obstacle("aftercare.case", text, case.get_absolute_url())


def register() -> None:
    obstacles.register("aftercare", of_cases)
