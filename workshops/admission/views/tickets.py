"""A ticket on the phone's screen and on paper; afterwards its files, its feedback, its certificate."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from workshops.admission import codes, files, printing, queries, rules, services
from workshops.admission.forms import FeedbackForm
from workshops.admission.models import Feedback
from workshops.admission.views.access import own_ticket, private, ticket_here
from workshops.booking.models import Ticket

PDF = "application/pdf"
REFUSED = 422


@require_GET
@login_required
@never_cache
def ticket(request: SignedIn, label: str) -> HttpResponse:
    """The code, large, and what it is for. Whoever handed the ticket over sees it without its code."""
    row = ticket_here(request, label)
    run = row.registration.run
    mine = rules.may_tell(request.user, row)
    shows = rules.may_show_code(request.user, row) and rules.opens(row)
    context = {
        "ticket": row,
        "run": run,
        "event": run.event,
        "sessions": list(queries.sessions_with_entry(row)),
        "mine": mine,
        "qr": printing.qr_svg(printing.code_of(row)) if shows else "",
        "short": codes.short_of(row.pk, row.secret) if shows else "",
        "place": printing.place_of(run.event).first(printing.language()),
        "over": rules.is_over(run, clock.now()),
        "materials": queries.materials_of(run.event, run)
        if rules.may_take_materials(request.user, row)
        else (),
        "certificate": queries.standing_certificate(row) if mine else None,
        "feedback": Feedback.objects.filter(ticket=row).first() if mine else None,
    }
    return render(request, "admission/ticket_detail.html", context)


@require_safe
@login_required
def ticket_pdf(request: SignedIn, label: str) -> HttpResponse:
    row = ticket_here(request, label)
    if not rules.may_show_code(request.user, row):
        raise Http404
    return private(printing.ticket_pdf(row, clock.now()), f"{row.label}.pdf", PDF, inline=True)


@require_safe
@login_required
def certificate_pdf(request: SignedIn, label: str) -> HttpResponse:
    found = queries.standing_certificate(ticket_here(request, label))
    if found is None:
        raise Http404
    return private(printing.certificate_pdf(found), f"{found.number}.pdf", PDF, inline=True)


@require_safe
@login_required
def material(request: SignedIn, label: str, pk: int) -> HttpResponse:
    """To those who hold a seat; as a file to keep, never as a page of ours."""
    row = ticket_here(request, label)
    if not rules.may_take_materials(request.user, row):
        raise Http404
    run = row.registration.run
    found = get_object_or_404(queries.materials_of(run.event, run), pk=pk)
    try:
        content = files.load(found.path)
    except FileNotFoundError as error:
        raise Http404 from error
    name = f"{run.event.slug}-{found.pk}.{found.file_kind.ending}"
    return private(content, name, found.file_kind.mime)


@require_http_methods(["GET", "POST"])
@login_required
def feedback(request: SignedIn, label: str) -> HttpResponse:
    """Once, after the end; afterwards only whether it may be shown can be changed."""
    row = own_ticket(request, label)
    given = Feedback.objects.filter(ticket=row).first()
    if given is not None:
        return _given(request, row, given)
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _tell(request, row, form):
        messages.success(request, _("Thank you. The organiser can read it now."))
        return redirect("admission:feedback", row.label)
    over = rules.is_over(row.registration.run, clock.now())
    context = {"ticket": row, "event": row.registration.run.event, "form": form, "over": over}
    return render(request, "admission/feedback_form.html", context, status=REFUSED if form.errors else 200)


def _tell(request: SignedIn, row: Ticket, form: FeedbackForm) -> bool:
    try:
        services.give_feedback(ticket=row, by=request.user, language=printing.language(), **form.cleaned_data)
    except SoukError as error:
        form.add_error(None, error.text)
        return False
    return True


def _given(request: SignedIn, row: Ticket, given: Feedback) -> HttpResponse:
    if request.method == "POST":
        services.set_consent(feedback=given, by=request.user, public="public" in request.POST)
        messages.success(request, _("Kept."))
        return redirect("admission:feedback", row.label)
    context = {"ticket": row, "event": row.registration.run.event, "given": given}
    return render(request, "admission/feedback_detail.html", context)
