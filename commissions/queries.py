"""What is read of the commissions; `visible_to` says by whom."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from commissions import rules
from commissions.enums import (
    ANSWERABLE,
    ON_THE_TABLE,
    PROPOSAL_SHOWN,
    Audience,
    InvitationState,
    ProposalState,
    ScreeningState,
)
from commissions.models import Commission, Invitation, Proposal, ProposalMilestone, Question, Screening
from orders.enums import SellerKind
from orders.models import Seller

MAKERS = (SellerKind.ARTIST, SellerKind.GALLERY)


def makers_of(user: Any) -> QuerySet[Seller]:
    """The artists and galleries that a person may propose for."""
    if not user.is_authenticated:
        return Seller.objects.none()
    return Seller.objects.filter(memberships__user=user, kind__in=MAKERS, house=False).order_by("slug")


def _invited(user: Any) -> QuerySet[Invitation]:
    mine = makers_of(user).values("pk")
    return Invitation.objects.filter(commission=OuterRef("pk"), seller__in=mine, state__in=rules.INVITED)


def _proposed(user: Any) -> QuerySet[Proposal]:
    return Proposal.objects.filter(commission=OuterRef("pk"), seller__in=makers_of(user).values("pk"))


def open_to(user: Any) -> QuerySet[Commission]:
    """What a person may answer for one of their sellers: open to all, or invited by name; never their own."""
    if not makers_of(user).exists():
        return Commission.objects.none()
    rows = Commission.objects.filter(state__in=ANSWERABLE).exclude(collector=user)
    return rows.filter(Q(audience=Audience.OPEN) | Q(Exists(_invited(user)))).order_by("-published_at", "-pk")


def answerable_by(user: Any, now: datetime) -> QuerySet[Commission]:
    """Of these, the ones that still take proposals."""
    return open_to(user).filter(closed_at__isnull=True, closes_at__gt=now)


def visible_to(user: Any) -> QuerySet[Commission]:
    """The collector's own; for sellers what they may answer or have answered; staff everything; else nothing."""
    if not user.is_authenticated:
        return Commission.objects.none()
    if rules.may_screen(user):
        return Commission.objects.all()
    if not makers_of(user).exists():
        return Commission.objects.filter(collector=user)
    asked = Q(state__in=ANSWERABLE) & (Q(audience=Audience.OPEN) | Q(Exists(_invited(user))))
    return Commission.objects.filter(Q(collector=user) | asked | Q(Exists(_proposed(user))))


def proposals_visible_to(user: Any) -> QuerySet[Proposal]:
    """A seller's people see their own, the collector what was sent to them, staff everything."""
    if not user.is_authenticated:
        return Proposal.objects.none()
    if rules.may_screen(user):
        return Proposal.objects.all()
    mine = Q(seller__in=makers_of(user).values("pk"))
    sent = Q(commission__collector=user, sent_at__isnull=False, state__in=PROPOSAL_SHOWN)
    return Proposal.objects.filter(mine | sent)


def of_collector(user: Any) -> QuerySet[Commission]:
    """For lists: newest first, with how many proposals lie on the table."""
    rows = Commission.objects.filter(collector=user).select_related("city")
    return annotate_proposals(rows).order_by("-created_at", "-pk")


def annotate_proposals(rows: QuerySet[Commission]) -> QuerySet[Commission]:
    return rows.annotate(
        on_the_table=Count("proposals", filter=Q(proposals__state__in=ON_THE_TABLE), distinct=True)
    )


def with_details(rows: QuerySet[Commission]) -> QuerySet[Commission]:
    return rows.select_related("city", "collector").prefetch_related("references")


def with_parts(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """A proposal as it is compared: milestones and sketches with it."""
    milestones = ProposalMilestone.objects.select_related("proposal").order_by("position")
    return rows.select_related("seller", "artist", "commission").prefetch_related(
        Prefetch("milestones", milestones), "sketches"
    )


def on_the_table(commission: Commission) -> QuerySet[Proposal]:
    """What the collector compares: shortlisted first, then by the time it was sent."""
    rows = commission.proposals.filter(state__in=ON_THE_TABLE)
    return with_parts(rows).order_by("-state", "sent_at", "pk")


def awarded_proposal(commission: Commission) -> Proposal | None:
    """With seller, artist and milestones."""
    return with_parts(commission.proposals.filter(state=ProposalState.AWARDED)).first()


def questions_about(commission: Commission) -> QuerySet[Question]:
    """About the brief, cleared ones: read by everybody who may answer it."""
    return commission.questions.filter(proposal__isnull=True, state=ScreeningState.CLEARED)


def pending_screenings() -> QuerySet[Screening]:
    """The queue, the longest waiting first."""
    rows = Screening.objects.filter(state=ScreeningState.PENDING)
    return rows.select_related("author", "commission").order_by("created_at", "pk")


def to_close(now: datetime) -> QuerySet[Commission]:
    """Time is over for proposals, and nobody has said so yet."""
    rows = Commission.objects.filter(state__in=ANSWERABLE, closed_at__isnull=True, closes_at__lte=now)
    return rows.order_by("pk")


def to_warn(now: datetime, until: datetime) -> QuerySet[Commission]:
    """Closing soon, and nobody was told."""
    rows = Commission.objects.filter(state__in=ANSWERABLE, closed_at__isnull=True, warned_at__isnull=True)
    return rows.filter(closes_at__gt=now, closes_at__lte=until).order_by("pk")


def to_give_up(closed_before: datetime) -> QuerySet[Commission]:
    """Closed long ago, and nobody was chosen."""
    return Commission.objects.filter(state__in=ANSWERABLE, closed_at__lte=closed_before).order_by("pk")


def to_lapse(now: datetime) -> QuerySet[Proposal]:
    """Proposals whose last day has passed."""
    rows = Proposal.objects.filter(state__in=ON_THE_TABLE, valid_until__lt=now.date())
    return rows.order_by("pk")


def invitations_waiting(seller: Seller) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(seller=seller, state=InvitationState.INVITED)
    return rows.filter(commission__state__in=ANSWERABLE, commission__closed_at__isnull=True)
