"""The days after, for the organiser: certificates, files, feedback, the statement."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from core.pages import paginate
from workshops.admission import exports, printing, queries, rules, services, statements
from workshops.admission.forms import MaterialForm, RevokeForm, ShareForm
from workshops.admission.models import Certificate, Material
from workshops.admission.views.access import private, run_context, run_here
from workshops.admission.views.runs import PDF, XLSX
from workshops.models import Run

PER_PAGE: Final = 50
REFUSED: Final = 422


@require_http_methods(["GET", "POST"])
@login_required
def certificates(request: SignedIn, pk: int) -> HttpResponse:
    """Those that were issued; one click issues all that are due."""
    run = run_here(request, pk)
    form = ShareForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _certify(request, run, form):
        return redirect("admission:certificates", run.pk)
    context = run_context(
        run,
        "certificates",
        form=form,
        revoke=RevokeForm(),
        page=paginate(queries.certificates_in(run), request, PER_PAGE),
        over=rules.is_over(run, clock.now()),
    )
    return render(request, "admission/certificate_list.html", context, status=REFUSED if form.errors else 200)


def _certify(request: SignedIn, run: Run, form: ShareForm) -> bool:
    try:
        made = len(services.certify_run(run=run, by=request.user, share=form.cleaned_data["share"]))
    except SoukError as error:
        form.add_error(None, error.text)
        return False
    if made:
        text = ngettext("%(count)s certificate is issued.", "%(count)s certificates are issued.", made)
        messages.success(request, text % {"count": made})
    else:
        messages.info(request, _("Nobody else came often enough."))
    return True


@require_POST
@login_required
def revoke(request: SignedIn, pk: int, certificate: int) -> HttpResponse:
    run = run_here(request, pk)
    row = get_object_or_404(Certificate, pk=certificate, ticket__registration__run=run)
    try:
        services.revoke(certificate=row, by=request.user, reason=request.POST.get("reason", ""))
        messages.success(request, _("The certificate is withdrawn. Its page says so from now on."))
    except SoukError as error:
        messages.error(request, error.text)
    return redirect("admission:certificates", run.pk)


@require_safe
@login_required
def certificate_file(request: SignedIn, pk: int, certificate: int) -> HttpResponse:
    run = run_here(request, pk)
    row = get_object_or_404(Certificate, pk=certificate, ticket__registration__run=run)
    return private(printing.certificate_pdf(row), f"{row.number}.pdf", PDF, inline=True)


@require_http_methods(["GET", "POST"])
@login_required
def materials(request: SignedIn, pk: int) -> HttpResponse:
    run = run_here(request, pk)
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MaterialForm(*data)
    if request.method == "POST" and form.is_valid() and _add(request, run, form):
        messages.success(request, _("The file is there, and its participants are told."))
        return redirect("admission:materials", run.pk)
    context = run_context(run, "materials", form=form, rows=queries.materials_of(run.event))
    return render(request, "admission/material_list.html", context, status=REFUSED if form.errors else 200)


def _add(request: SignedIn, run: Run, form: MaterialForm) -> bool:
    given = form.cleaned_data
    try:
        services.add_material(
            event=run.event,
            run=form.run_for(run),
            title_ar=given["title_ar"],
            title_en=given["title_en"],
            file=given["file"],
            by=request.user,
        )
    except SoukError as error:
        form.add_error("file", error.text)
        return False
    return True


@require_POST
@login_required
def remove(request: SignedIn, pk: int, material: int) -> HttpResponse:
    run = run_here(request, pk)
    row: Material = get_object_or_404(
        Material.objects.select_related("event__seller"), pk=material, event=run.event
    )
    services.remove_material(material=row, by=request.user)
    messages.success(request, _("The file is removed."))
    return redirect("admission:materials", run.pk)


@require_GET
@login_required
def heard(request: SignedIn, pk: int) -> HttpResponse:
    """What participants said: the stars of all, the words of each."""
    run = run_here(request, pk)
    rows = queries.said_in(run)
    context = run_context(run, "heard", figures=queries.ratings(rows), page=paginate(rows, request, PER_PAGE))
    return render(request, "admission/feedback_list.html", context)


@require_GET
@login_required
def statement(request: SignedIn, pk: int) -> HttpResponse:
    """Every run of the event, this one marked."""
    run = run_here(request, pk)
    found = statements.statement_of(run.event, clock.now())
    together: dict[str, Any] = {name: found.total(name) for name in ("capacity", "seats", "came")}
    together |= {name: found.money(name) for name in ("gross", "refunds", "commission", "net")}
    context = run_context(
        run,
        "statement",
        statement=found,
        head=exports.statement_head(),
        together=together,
        why=exports.explained(),
    )
    return render(request, "admission/statement_detail.html", context)


@require_GET
@login_required
def statement_file(request: SignedIn, pk: int, ending: str) -> HttpResponse:
    run = run_here(request, pk)
    found = statements.statement_of(run.event, clock.now())
    name = f"statement-{run.event.slug}.{ending}"
    if ending == "pdf":
        return private(exports.statement_pdf(found), name, PDF)
    return private(exports.statement_xlsx(found), name, XLSX)
