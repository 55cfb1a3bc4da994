"""What must end in contracts before an account can be erased: a contract of either side that is not over."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from commissions.contracts.enums import CONTRACT_OVER
from commissions.contracts.models import Contract
from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.alone import last_owned


def of_contracts(user: Any) -> Iterator[Obstacle]:
    """Offered, running and disputed contracts."""
    own = Q(collector=user) | Q(seller__in=last_owned(user))
    rows = Contract.objects.filter(own).exclude(state__in=CONTRACT_OVER).select_related("commission")
    for contract in rows.order_by("pk"):
        text = _("The contract for the commission %(number)s is not over.")
        said = text % {"number": contract.commission.number}
        yield Obstacle("contracts.running", said, contract.get_absolute_url())


def register() -> None:
    obstacles.register("contracts", of_contracts)
