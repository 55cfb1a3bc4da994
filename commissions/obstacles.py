"""What must end in commissions before an account can be erased: briefs that are open, proposals that stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from commissions.enums import COMMISSION_OVER, CommissionState, ProposalState
from commissions.models import Commission, Proposal
from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.alone import last_owned

STANDING: Final = (ProposalState.SCREENING, ProposalState.SENT, ProposalState.SHORTLISTED)


def of_commissions(user: Any) -> Iterator[Obstacle]:
    """The person's commissions under way (drafts just go), and the proposals of a seller nobody else owns."""
    under_way = Commission.objects.filter(collector=user).exclude(
        state__in=(*COMMISSION_OVER, CommissionState.DRAFT)
    )
    for commission in under_way.order_by("pk"):
        text = _("Your commission %(number)s is under way.") % {"number": commission.number}
        yield Obstacle("commissions.open", text, commission.get_absolute_url())
    proposals = Proposal.objects.filter(seller__in=last_owned(user), state__in=STANDING)
    for proposal in proposals.select_related("commission").order_by("pk"):
        text = _("Your proposal for the commission %(number)s stands: withdraw it first.")
        said = text % {"number": proposal.commission.number}
        yield Obstacle("commissions.proposal", said, proposal.commission.get_absolute_url())


def register() -> None:
    obstacles.register("commissions", of_commissions)
