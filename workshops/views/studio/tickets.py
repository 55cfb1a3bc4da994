"""Tickets and questions: how people get in, what it costs, what they are asked."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from workshops import services
from workshops.forms.fields import attempt
from workshops.forms.tickets import QuestionForm, TermsForm, TicketForm
from workshops.models import Event, TicketType
from workshops.views.studio.access import own_event, own_question, own_ticket
from workshops.views.studio.frame import crumbs, frame, page, step_url

BOTH = ["GET", "POST"]


@login_required
@require_http_methods(BOTH)
def event_tickets(request: SignedIn, pk: int) -> HttpResponse:
    """Two forms: the terms of the event, and one more ticket. Each saves by itself."""
    event = own_event(request, pk)
    which = request.POST.get("form", "")
    terms = TermsForm(request.POST if which == "terms" else None, event=event, prefix="terms")
    ticket = TicketForm(request.POST if which == "ticket" else None, event=event, prefix="ticket")
    if attempt(terms, lambda: services.update_event(event=event, by=request.user, **terms.values())):
        messages.success(request, _("The changes are saved."))
        return redirect(step_url(event, "tickets"))
    if attempt(ticket, lambda: services.add_ticket_type(event=event, by=request.user, **ticket.values())):
        messages.success(request, _("The ticket is added."))
        return redirect(step_url(event, "tickets"))
    more = {"terms": terms, "form": ticket, "ticket_rows": ticket_rows(event)}
    refused = bool(terms.errors or ticket.errors)
    return page(request, "event_tickets", frame(event, "tickets") | more, refused=refused)


def ticket_rows(event: Event) -> list[TicketType]:
    rows = list(event.ticket_types.order_by("position", "pk").prefetch_related("allotments"))
    for one in rows:
        one.event = event
        one.sold = sum(row.taken for row in one.allotments.all())  # type: ignore[attr-defined]
    return rows


@login_required
@require_http_methods(BOTH)
def ticket_edit(request: SignedIn, pk: int) -> HttpResponse:
    kind = own_ticket(request, pk)
    form = TicketForm(
        request.POST or None, event=kind.event, kind=kind, limit=services.limit_of(kind), prefix="ticket"
    )
    if attempt(form, lambda: services.update_ticket_type(ticket_type=kind, by=request.user, **form.values())):
        messages.success(request, _("The ticket is saved. What was sold keeps its price."))
        return redirect(step_url(kind.event, "tickets"))
    more = {"form": form, "crumbs": crumbs(kind.event, str(kind)), "title": str(kind)}
    return page(request, "ticket_edit", frame(kind.event, "tickets") | more, refused=bool(form.errors))


@login_required
@require_http_methods(BOTH)
def event_questions(request: SignedIn, pk: int) -> HttpResponse:
    event = own_event(request, pk)
    form = QuestionForm(request.POST or None)
    if attempt(form, lambda: services.add_question(event=event, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The question is added."))
        return redirect(step_url(event, "questions"))
    more = {"form": form, "questions": event.questions.order_by("position", "pk")}
    return page(request, "event_questions", frame(event, "questions") | more, refused=bool(form.errors))


@login_required
@require_http_methods(BOTH)
def question_edit(request: SignedIn, pk: int) -> HttpResponse:
    question = own_question(request, pk)
    form = QuestionForm(request.POST or None, question=question)
    if attempt(
        form, lambda: services.update_question(question=question, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("The question is saved."))
        return redirect(step_url(question.event, "questions"))
    more = {"form": form, "crumbs": crumbs(question.event, str(question)), "title": str(question)}
    return page(
        request, "question_edit", frame(question.event, "questions") | more, refused=bool(form.errors)
    )
