"""A run for its organiser: who comes, who came; hand check-in, badges, exports."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.requests import SignedIn
from compliance import audit
from core import clock
from core.arabic import fold
from core.bidi import clean_line
from core.errors import SoukError
from core.pages import paginate
from core.search import ArFold
from workshops.admission import events, exports, printing, queries, services, wording
from workshops.admission.enums import Verdict
from workshops.admission.views.access import chosen_session, private, run_context, run_here
from workshops.booking.models import Ticket

PER_PAGE: Final = 50
CSV: Final = "text/csv; charset=utf-8"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF: Final = "application/pdf"


@require_GET
@login_required
def attendance(request: SignedIn, pk: int) -> HttpResponse:
    """Everybody with a seat, searched by name, code or e-mail; each with the hour of the entry."""
    run = run_here(request, pk)
    session = chosen_session(run, request.GET.get("session", ""))
    asked = clean_line(request.GET.get("q", ""))[:60]
    rows = queries.with_entries(_found(queries.tickets_in(run), asked), session)
    context = run_context(
        run,
        "attendance",
        session=session,
        sessions=run.sessions.all(),
        page=paginate(rows, request, PER_PAGE),
        asked=asked,
        figures=queries.turnout(session),
        doubles=queries.doubles(run),
    )
    return render(request, "admission/attendance_list.html", context)


def _found(rows: QuerySet[Ticket], asked: str) -> QuerySet[Ticket]:
    if not asked:
        return rows
    named = rows.alias(folded=ArFold("attendee_name"))
    return named.filter(
        Q(folded__icontains=fold(asked))
        | Q(registration__code__icontains=asked)
        | Q(attendee_email__icontains=asked)
        | Q(registration__booker__email__icontains=asked)
    )


@require_POST
@login_required
def hand(request: SignedIn, pk: int, ticket: int) -> HttpResponse:
    """Ticked on the list, or the tick taken away."""
    run = run_here(request, pk)
    session = chosen_session(run, request.POST.get("session", ""))
    row = get_object_or_404(queries.tickets_in(run), pk=ticket)
    try:
        if "undo" in request.POST:
            _undo(request, row, session.pk)
        else:
            answer = services.admit_by_hand(ticket=row, session=session, by=request.user)
            told = wording.tell(answer, session, request.user)
            say = messages.success if answer.verdict is Verdict.WELCOME else messages.error
            say(request, f"{told.title}: {told.line}")
    except SoukError as error:
        messages.error(request, error.text)
    back = request.POST.get("back", "")
    query = f"?{back}" if back else f"?session={session.pk}"
    return redirect(reverse("admission:attendance", args=[run.pk]) + query)


def _undo(request: SignedIn, row: Ticket, session: int) -> None:
    entry = row.entries.select_related("session__run__event__seller").filter(queries.LIVING, session=session)
    found = entry.first()
    if found is not None:
        services.undo(entry=found, by=request.user)
        messages.success(request, _("The entry is taken back."))


@require_safe
@login_required
def badges(request: SignedIn, pk: int) -> HttpResponse:
    run = run_here(request, pk)
    content = printing.badges_pdf(run, printing.valid_tickets(run), clock.now())
    return private(content, f"badges-{run.event.slug}-{run.number}.pdf", PDF, inline=True)


@require_GET
@login_required
def export(request: SignedIn, pk: int, ending: str) -> HttpResponse:
    """The list as a file; that it was taken is written down, since it holds addresses."""
    run = run_here(request, pk)
    with transaction.atomic():
        audit.record(events.EXPORTED, subject=run, actor=request.user, after={"ending": ending})
    name = f"attendance-{run.event.slug}-{run.number}.{ending}"
    if ending == "csv":
        return private(exports.attendance_csv(run), name, CSV)
    return private(exports.attendance_xlsx(run), name, XLSX)
