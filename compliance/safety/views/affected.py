"""What was decided about a person: decisions, warnings, suspensions, appeals; and the person's blocks."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_ratelimit.decorators import ratelimit

from compliance.safety import letters, queries, rules, services, targets
from compliance.safety.exceptions import TooFast
from compliance.safety.forms import AppealForm
from compliance.safety.models import Decision
from compliance.safety.views.access import Known
from core import clock
from core.errors import SoukError
from core.pages import paginate

PER_PAGE: Final = 20
APPEALS: Final = "10/h"
BLOCKS: Final = "30/h"


@require_GET
@login_required
def standing(request: Known) -> HttpResponse:
    """Everything that was decided about this person, newest first, with what is in force."""
    now = clock.now()
    page = paginate(queries.decisions_about(request.user), request, PER_PAGE)
    rows = [_row(decision) for decision in page]
    in_force = queries.living(now).filter(user=request.user).select_related("decision__case").order_by("pk")
    context = {
        "page": page,
        "rows": rows,
        "in_force": [(row, letters.told_suspension(row)) for row in in_force],
    }
    return render(request, "safety/standing.html", context)


@require_http_methods(["GET", "POST"])
@login_required
@ratelimit(key="user", rate=APPEALS, method="POST", block=False)
def decision(request: Known, number: str) -> HttpResponse:
    """One decision with its reasons, and the appeal against it; to anybody else it does not exist."""
    found = get_object_or_404(queries.decisions_about(request.user), case__number=number)
    form = AppealForm(request.POST or None)
    if request.method == "POST" and getattr(request, "limited", False):
        form.add_error(None, TooFast().text)
    elif request.method == "POST" and form.is_valid():
        try:
            services.appeal(decision=found, by=request.user, text=form.cleaned_data["text"])
        except SoukError as error:
            messages.error(request, error.text)
        else:
            messages.success(request, _("Your appeal is with us. Another moderator will answer it."))
        return redirect(found)
    context = {
        **_row(found),
        "form": form,
        "may_appeal": rules.may_appeal(request.user, found, clock.now()),
        "appeal": getattr(found, "appeal", None),
    }
    return render(request, "safety/decision_detail.html", context)


def _row(found: Decision) -> dict[str, Any]:
    return {
        "decision": found,
        "case": found.case,
        "kind": targets.label_of(found.case.kind),
        "told": letters.told_affected(found),
        "caution": getattr(found, "caution", None),
    }


@require_GET
@login_required
def block_list(request: Known) -> HttpResponse:
    page = paginate(queries.blocks_of(request.user), request, PER_PAGE)
    return render(request, "safety/block_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@login_required
@ratelimit(key="user", rate=BLOCKS, method="POST", block=False)
def block_new(request: Known, kind: str, pk: int) -> HttpResponse:
    """Asks first: a block closes the conversation in both directions."""
    thing = targets.seen_by(request.user, kind, pk)
    found = targets.kind_of(kind)
    if not found.blockable:
        raise Http404
    if request.method == "POST":
        try:
            if getattr(request, "limited", False):
                raise TooFast
            services.block(by=request.user, kind=kind, pk=pk)
        except SoukError as error:
            messages.error(request, error.text)
        else:
            messages.success(request, _("You will get no more messages from there."))
        return redirect("safety:blocks")
    context = {"name": (found.sender or found.title)(thing), "url": found.url(thing)}
    return render(request, "safety/block_new.html", context)


@require_POST
@login_required
def unblock(request: Known, pk: int) -> HttpResponse:
    services.unblock(by=request.user, pk=pk)
    messages.success(request, _("The block is lifted."))
    return redirect("safety:blocks")
