"""The progress of a commission on one page: for the collector, the artist who makes it, and staff."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from commissions import queries as commission_queries
from commissions.models import Commission
from commissions.progress import names, queries, rules, story
from orders.enums import Side


@require_GET
@login_required
def progress(request: SignedIn, number: str) -> HttpResponse:
    """What is next and whose turn it is; what was; the money; where the two talk."""
    commission, side = followed(request, number)
    known = story.known_of(commission)
    standings = story.standings_of(known, side)
    talks = queries.annotate_unread(queries.of_commission(commission, side, request.user), request.user)
    context = {
        "commission": commission,
        "side": side,
        "standing": standings[0],
        "also": standings[1:],
        "moments": story.moments_of(known, side, request.user),
        "account": story.account_of(known),
        "milestones": known.milestones,
        "contract": known.contract,
        "certificate": known.certificate,
        "consent": known.consent,
        "finished": known.finished,
        "talks": talks,
        "collector": names.collector_shown(commission, request.user),
        "may_sign": rules.may_sign(request.user, commission),
        "may_consent": rules.may_consent(request.user, commission),
    }
    return render(request, "progress/progress_detail.html", context)


def followed(request: SignedIn, number: str) -> tuple[Commission, Side]:
    """The commission and the side on which the reader stands; to anybody else there is nothing."""
    rows = commission_queries.visible_to(request.user).select_related("collector", "city")
    commission: Commission = get_object_or_404(rows, number=number)
    side = rules.side_of(request.user, commission)
    if side is None:
        raise Http404
    return commission, side
