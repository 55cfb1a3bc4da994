"""Who is looking, and at what. An outsider is told that there is nothing here."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.requests import SignedIn
from commissions import queries, rules
from commissions.models import Commission, Proposal
from orders.models import Seller


def commission_here(request: SignedIn, number: str) -> Commission:
    rows = queries.with_details(queries.visible_to(request.user))
    found: Commission = get_object_or_404(rows, number=number)
    return found


def own_commission(request: SignedIn, number: str) -> Commission:
    """The collector's pages. Raises Http404 for everybody else, staff too."""
    found = commission_here(request, number)
    if not rules.owns(request.user, found):
        raise Http404
    return found


def proposal_here(request: SignedIn, number: str, pk: int) -> Proposal:
    rows = queries.with_parts(queries.proposals_visible_to(request.user))
    found: Proposal = get_object_or_404(rows, pk=pk, commission__number=number)
    return found


def own_proposal(request: SignedIn, number: str, pk: int) -> Proposal:
    found = proposal_here(request, number, pk)
    if not rules.sells(request.user, found.seller):
        raise Http404
    return found


def chosen_maker(request: SignedIn, slug: str = "") -> Seller:
    """The artist or gallery that `?seller=` names, else the first of the person's own. Raises Http404."""
    for seller in queries.makers_of(request.user):
        if not slug or seller.slug == slug:
            return seller
    raise Http404
