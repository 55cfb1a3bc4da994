"""The queue of held texts, for those who look at them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import SignedIn
from commissions import queries, rules, screening, services
from commissions.forms import RefusalForm
from commissions.models import Screening
from commissions.wording import HIT_NAMES
from core.errors import SoukError
from core.pages import paginate

PER_PAGE = 20


@require_GET
@login_required
def screening_list(request: SignedIn) -> HttpResponse:
    """The longest waiting first, what was found marked."""
    if not rules.may_screen(request.user):
        raise Http404
    page = paginate(queries.pending_screenings(), request, PER_PAGE)
    rows = [
        {
            "row": row,
            "parts": screening.parts(row.text, row.hits),
            "found": sorted({str(HIT_NAMES[hit["kind"]]) for hit in row.hits}),
            "form": RefusalForm(prefix=str(row.pk)),
            "own": row.author_id == request.user.pk,
        }
        for row in page.object_list
    ]
    return render(request, "commissions/screening_list.html", {"page": page, "rows": rows})


@require_POST
@login_required
def screening_decide(request: SignedIn, pk: int, verb: str) -> HttpResponse:
    if not rules.may_screen(request.user):
        raise Http404
    row = get_object_or_404(Screening, pk=pk)
    try:
        if verb == "clear":
            services.clear(row=row, by=request.user)
            messages.success(request, _("Cleared. The author has been told."))
        else:
            services.refuse(row=row, by=request.user, reason=request.POST.get(f"{pk}-reason", ""))
            messages.success(request, _("Refused. The author has been told why."))
    except SoukError as error:
        messages.error(request, error.text)
    return redirect("commissions:screening-list")
