"""The front door of the commissions, a collector's own, and a seller's proposals."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from commissions import queries
from commissions.forms import OpenFilter
from commissions.models import Proposal
from commissions.views.access import chosen_maker
from core import clock
from core.pages import paginate

PER_PAGE = 20


@require_GET
def commission_list(request: HttpRequest) -> HttpResponse:
    """How it works for everybody; for artists and galleries what they may answer, with filters."""
    makers = list(queries.makers_of(request.user))
    if not makers:
        return render(request, "commissions/commission_list.html", {"seller": False})
    form = OpenFilter(request.GET or None)
    rows = form.narrow(queries.answerable_by(request.user, clock.now()))
    page = paginate(queries.with_details(rows), request, PER_PAGE)
    answered = Proposal.objects.filter(seller__in=makers, commission__in=[row.pk for row in page.object_list])
    context = {
        "seller": True,
        "page": page,
        "form": form,
        "narrowed": bool(request.GET),
        "answered": set(answered.values_list("commission", flat=True)),
    }
    return render(request, "commissions/commission_list.html", context)


@require_GET
@login_required
def mine(request: SignedIn) -> HttpResponse:
    page = paginate(queries.of_collector(request.user), request, PER_PAGE)
    return render(request, "commissions/commission_mine.html", {"page": page})


@require_GET
@login_required
def studio(request: SignedIn) -> HttpResponse:
    """A seller's invitations and proposals."""
    seller = chosen_maker(request, request.GET.get("seller", ""))
    rows = Proposal.objects.filter(seller=seller).select_related("commission__city")
    context = {
        "seller": seller,
        "sellers": list(queries.makers_of(request.user)),
        "page": paginate(rows.order_by("-created_at", "-pk"), request, PER_PAGE),
        "invitations": queries.invitations_waiting(seller).select_related("commission__city"),
    }
    return render(request, "commissions/proposal_studio.html", context)
