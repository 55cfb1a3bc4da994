"""Commissions and proposals for tests: an open brief, a proposal that was sent with two milestones."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import factory
from django.db import transaction
from django.utils import timezone

from commissions.enums import CommissionState, Licence, ProposalState
from commissions.models import Commission, Proposal, ProposalMilestone
from marketplace.enums import Category
from orders.enums import SellerKind
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory

FAR = date(2030, 1, 1)
SENT = datetime(2026, 1, 1, 9, tzinfo=UTC)
OVER = {CommissionState.COMPLETED, CommissionState.CANCELLED}


class CommissionFactory(factory.django.DjangoModelFactory):
    """Open to all, 5,000 to 10,000 riyals, for three more weeks; `state=CommissionState.DRAFT` and so on."""

    class Meta:
        model = Commission

    number = factory.Sequence(lambda n: f"CM-2026-{500_000 + n:06d}")
    collector = factory.SubFactory(UserFactory)
    title_ar = "لوحة لمدخل البيت"
    title_en = "A painting for the entrance"
    brief_ar = "نخلة واحدة في ضوء العصر."
    brief_en = "One palm in the light of the afternoon."
    category = Category.PAINTING
    height_cm = 90
    width_cm = 120
    budget_min = 500_000
    budget_max = 1_000_000
    currency = "SAR"
    state = CommissionState.OPEN
    published_at = factory.LazyFunction(timezone.now)
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=21))
    ended_at = factory.LazyAttribute(lambda it: timezone.now() if it.state in OVER else None)


class ProposalFactory(factory.django.DjangoModelFactory):
    """Sent, 8,000 riyals in two equal milestones, by a seller with one member (`by`)."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    commission = factory.SubFactory(CommissionFactory)
    by = factory.SubFactory(UserFactory)
    seller = factory.LazyAttribute(lambda it: SellerFactory(kind=SellerKind.ARTIST, owner=it.by))
    state = ProposalState.SENT
    price_minor = 800_000
    currency = factory.SelfAttribute("commission.currency")
    start_on = FAR
    weeks = 8
    text_ar = "أبدأ بدراسة الضوء في المكان."
    text_en = "I begin with a study of the light in the place."
    licence = Licence.PERSONAL
    revisions = 2
    cancellation_bps = 1_000
    valid_until = FAR
    sent_at = SENT

    @classmethod
    def _create(cls, model_class: type[Proposal], *args: Any, **kwargs: Any) -> Proposal:
        """The sum of the milestones is checked at commit: both are written in one transaction."""
        amounts = kwargs.pop("amounts", None) or _halves(kwargs["price_minor"])
        with transaction.atomic():
            proposal = model_class.objects.create(*args, **kwargs)
            for position, amount in enumerate(amounts, start=1):
                ProposalMilestone.objects.create(
                    proposal=proposal,
                    position=position,
                    title_ar=f"المرحلة {position}",
                    title_en=f"Stage {position}",
                    deliverable_ar="صور للعمل",
                    deliverable_en="Photos of the work",
                    amount_minor=amount,
                    due_on=FAR + timedelta(days=28 * position),
                )
        return proposal


def _halves(price: int) -> tuple[int, int]:
    return price // 2, price - price // 2


def awarded_proposal(**given: Any) -> Proposal:
    """Chosen, in a commission that is awarded."""
    commission = given.pop("commission", None) or CommissionFactory(
        state=CommissionState.AWARDED, awarded_at=timezone.now()
    )
    proposal: Proposal = ProposalFactory(commission=commission, state=ProposalState.AWARDED, **given)
    return proposal
