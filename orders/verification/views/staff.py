"""The queue of papers and the decision on one; nobody else learns that these pages exist."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedIn
from compliance.rules import is_moderator
from core.pages import paginate
from orders.verification import names, queries, rules, services
from orders.verification.forms import ReasonForm
from orders.verification.models import Paper

NO = {"refuse": services.refuse, "revoke": services.revoke}
REFUSED = 422


@require_safe
@login_required
def queue(request: SignedIn) -> HttpResponse:
    """What waits, the oldest first; `?all=1` what was decided."""
    _staff_only(request)
    everything = "all" in request.GET
    page = paginate(queries.decided() if everything else queries.waiting(), request)
    context = {"page": page, "rows": page.object_list, "everything": everything}
    return render(request, "verification/queue.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def paper(request: SignedIn, pk: int) -> HttpResponse:
    """One paper beside the seller's other names, and the decision."""
    _staff_only(request)
    row = get_object_or_404(Paper.objects.select_related("seller", "decided_by"), pk=pk)
    form = ReasonForm(request.POST if request.POST.get("verb") in NO else None)
    if request.method == "POST" and (answer := _decide(request, row, form)):
        return answer
    seller = row.seller
    known = [seller.legal_name_ar, seller.legal_name_en, seller.name_ar or "", seller.name_en or ""]
    context = {
        "paper": row,
        "seller": seller,
        "form": form,
        "may_check": rules.may_check(request.user, row),
        "names": [name for name in known if name],
        "agrees": names.agree(row.name, known),
        "others": queries.papers_of(seller).exclude(pk=row.pk),
    }
    return render(request, "verification/paper_decide.html", context, status=REFUSED if form.errors else 200)


def _decide(request: SignedIn, row: Paper, form: ReasonForm) -> HttpResponse | None:
    verb = request.POST.get("verb", "")
    if verb == "verify":
        services.verify(paper=row, by=request.user)
    elif verb in NO:
        if not form.is_valid():
            return None
        NO[verb](paper=row, by=request.user, reason=form.cleaned_data["reason"])
    else:
        raise Http404
    messages.success(request, gettext("Decided. The seller has been told."))
    return redirect("verification:queue")


def _staff_only(request: SignedIn) -> None:
    if not is_moderator(request.user):
        raise Http404
