"""The queue of those who settle disputes."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.requests import SignedIn
from core import clock
from core.pages import paginate
from orders import rules as order_rules
from orders.aftercare import queries, story
from orders.aftercare.forms import QueueForm
from orders.aftercare.models import Case
from orders.enums import Side

PER_PAGE = 30


@require_GET
@login_required
def queue(request: SignedIn) -> HttpResponse:
    """Open cases, the soonest deadline first; filters for state, kind and what is late."""
    if not order_rules.may_handle(request.user):
        raise Http404
    form, now = QueueForm(request.GET or None), clock.now()
    cases = form.narrow(queries.listed(Case.objects.all()), now)
    page = paginate(cases, request, PER_PAGE)
    rows = story.rows_of(page.object_list, Side.STAFF)
    context = {"page": page, "rows": rows, "form": form, "now": now, "waiting": queries.with_staff().count()}
    return render(request, "aftercare/case_queue.html", context)
