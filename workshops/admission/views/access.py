"""Who stands before which page. An outsider is told that there is nothing here."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from accounts.requests import SignedIn
from workshops.admission import queries, rules
from workshops.booking.models import Ticket
from workshops.models import Run, Session


def ticket_here(request: SignedIn, label: str) -> Ticket:
    """Raises Http404 for who may not see it."""
    ticket: Ticket = get_object_or_404(queries.ticket_named(label))
    if not rules.may_see_ticket(request.user, ticket):
        raise Http404
    return ticket


def own_ticket(request: SignedIn, label: str) -> Ticket:
    """A seat of the caller's own."""
    ticket = ticket_here(request, label)
    if not rules.may_tell(request.user, ticket):
        raise Http404
    return ticket


def run_here(request: SignedIn, pk: int) -> Run:
    """A run of the caller's sellers. Raises Http404 for everybody else, staff of the programme aside."""
    run: Run = get_object_or_404(queries.runs_at_doors(request.user), pk=pk)
    return run


def session_here(request: SignedIn, pk: int) -> Session:
    rows = Session.objects.select_related("run__event__seller")
    session: Session = get_object_or_404(rows, pk=pk)
    if not rules.may_stand_at_door(request.user, session.run.event):
        raise Http404
    return session


def chosen_session(run: Run, asked: str) -> Session:
    """The one that `?session=` names; else the first, which is the one of most runs."""
    sessions = list(run.sessions.all())
    for session in sessions:
        if not asked or str(session.pk) == asked:
            return session
    raise Http404


def private(content: bytes, name: str, mime: str, *, inline: bool = False) -> HttpResponse:
    """A file to keep; it is the person's own and lies in no cache."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def run_context(run: Run, tab: str, **more: Any) -> dict[str, Any]:
    return {"run": run, "event": run.event, "tab": tab, **more}
