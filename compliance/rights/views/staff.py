"""The privacy office: the queue with its clocks, the intake, the page of a request. Nobody else finds it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from compliance import looks, obstacles, rules
from compliance.rights import joins, queries, services, story
from compliance.rights.enums import Channel, CorrectionState, Right
from compliance.rights.exceptions import MovedOn
from compliance.rights.forms import ApplyForm, IntakeForm, QueueForm
from compliance.rights.models import Request
from compliance.rights.views.acts import offered
from core import clock
from core.errors import SoukError
from core.pages import paginate

PER_PAGE = 30


@require_GET
@login_required
def queue(request: HttpRequest) -> HttpResponse:
    """What is open, the soonest end first."""
    _officer(request)
    now, form = clock.now(), QueueForm(request.GET or None)
    found = form.narrow(queries.queue(), queries.finished())
    page = paginate(found, request, PER_PAGE)
    context = {
        "page": page,
        "rows": story.rows_of(page.object_list, now),
        "form": form,
        "clocks": queries.clocks(now),
    }
    return render(request, "rights/staff_queue.html", context)


@require_http_methods(["GET", "POST"])
@login_required
def intake(request: HttpRequest) -> HttpResponse:
    """What did not come by the web has the same clock, from the moment it came."""
    _officer(request)
    form = IntakeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (made := _record(request, form)):
        messages.success(request, _("The request is written down. Its clock runs since it reached us."))
        return redirect(made)
    return render(request, "rights/staff_new.html", {"form": form})


def _record(request: HttpRequest, form: IntakeForm) -> Request | None:
    given: dict[str, Any] = dict(form.cleaned_data)
    user = given.pop("account")
    given |= {"right": Right(given["right"]), "channel": Channel(given["channel"])}
    try:
        return services.record_request(by=request.user, user=user, **given)
    except SoukError as error:
        form.add_error(None, error.text)
        return None


def page(
    request: HttpRequest,
    found: Request,
    *,
    bound: dict[str, Any] | None = None,
    bound_rows: dict[int, Any] | None = None,
) -> HttpResponse:
    """The whole request with the acts that are possible now."""
    _officer(request)
    looks.note(request, found, reason=found.number)
    now = clock.now()
    may = found.status.identified
    corrections = [
        (row, (bound_rows or {}).get(row.pk) or ApplyForm(prefix=f"c{row.pk}", initial={"after": row.after}))
        for row in found.corrections.all()
    ]
    context = {
        **story.about(found, now, officer=True),
        "who": story.who_of(found),
        "acts": offered(found, now, bound or {}),
        "corrections": corrections,
        "may_decide": may and any(row.state == CorrectionState.ASKED for row, _form in corrections),
        "erasure": joins.erasure_of(found) if found.kind is Right.DESTRUCTION else None,
        "in_the_way": _in_the_way(found),
    }
    response = render(request, "rights/staff_request.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def refused(request: HttpRequest, found: Request, error: SoukError, **kept: Any) -> HttpResponse:
    """A step that is no longer possible says so; a form keeps what was typed."""
    if isinstance(error, MovedOn) or not kept:
        messages.error(request, error.text)
        return redirect(found)
    return page(request, found, **kept)


def _in_the_way(found: Request) -> list[Any]:
    if found.user is None or found.kind is not Right.DESTRUCTION or not found.status.open:
        return []
    return obstacles.in_the_way(found.user)


def _officer(request: HttpRequest) -> None:
    """To anybody else there is nothing here."""
    if not rules.is_officer(request.user):
        raise Http404
