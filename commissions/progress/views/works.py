"""After the work is done: its certificate, the collector's word on being named, its place in the catalogue."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_ratelimit.decorators import ratelimit

from accounts.requests import SignedIn
from commissions import queries as commission_queries
from commissions.models import Commission
from commissions.progress import names, queries, rules, services
from commissions.progress.certificate import certificate_pdf
from commissions.progress.enums import NamingForm
from commissions.progress.forms import NONE, CertificateForm, ConsentForm
from commissions.progress.models import NamingConsent
from commissions.progress.pictures import final_submission, portrait_of
from commissions.progress.provenance import first_line
from commissions.progress.services import certifying, finishing, tracing
from commissions.progress.views.pages import followed
from core.errors import SoukError
from orders.enums import Side


@require_http_methods(["GET", "POST"])
@login_required
def consent(request: SignedIn, number: str) -> HttpResponse:
    """The collector's alone. Giving and taking back are the same three choices on the same page."""
    commission, side = followed(request, number)
    if side is not Side.BUYER or not rules.may_consent(request.user, commission):
        raise Http404
    known = queries.consent_of(commission)
    form = ConsentForm(request.POST or None, initial=_begun(request, known))
    if request.method == "POST" and form.is_valid():
        _take(request, commission, form)
        return redirect("progress:consent", number)
    year = getattr(queries.certificate_of(commission), "year", None) or certifying.facts_of(commission).year
    context = {
        "commission": commission,
        "consent": known,
        "form": form,
        "picked": form["form"].value(),
        "private": first_line(year=year),
        "line": tracing.line_of(known, year=year),
        "finished": queries.finished_of(commission),
        "history": queries.consents_of(commission)[:10],
    }
    return render(request, "progress/consent_form.html", context, status=400 if form.errors else 200)


def _begun(request: SignedIn, known: NamingConsent | None) -> dict[str, str]:
    name = names.of_person(request.user)
    begun = {"form": NONE, "name_ar": name.ar, "name_en": name.en}
    if known is None:
        return begun
    given = {field: str(getattr(known, field)) for field in ("form", "name_ar", "name_en")}
    return {**begun, **{field: text for field, text in given.items() if text}}


def _take(request: SignedIn, commission: Commission, form: ConsentForm) -> None:
    given = form.cleaned_data
    if given["form"] == NONE:
        services.withdraw_consent(commission=commission, by=request.user)
        messages.success(request, _("Saved. You are not named anywhere."))
        return
    services.give_consent(
        commission=commission,
        by=request.user,
        form=NamingForm(given["form"]),
        name_ar=given["name_ar"],
        name_en=given["name_en"],
        language=get_language() or "ar",
    )
    messages.success(request, _("Saved. You can change this at any time."))


@require_POST
@login_required
def ask(request: SignedIn, number: str) -> HttpResponse:
    """The artist asks the collector how to be named."""
    commission, _side = followed(request, number)
    try:
        services.ask_consent(commission=commission, by=request.user)
        messages.success(request, _("The collector has been asked."))
    except SoukError as error:
        messages.error(request, error.text)
    return redirect("progress:catalogue", number)


@require_http_methods(["GET", "POST"])
@login_required
def certificate(request: SignedIn, number: str) -> HttpResponse:
    """The certificate for both sides; while there is none, the artist's form to sign it."""
    commission, side = followed(request, number)
    known = queries.certificate_of(commission)
    context: dict[str, Any] = {"commission": commission, "certificate": known, "side": side}
    if known is not None:
        return render(request, "progress/certificate_detail.html", context)
    if not rules.may_sign(request.user, commission):
        raise Http404
    form = CertificateForm(request.POST or None, initial=asdict(certifying.facts_of(commission)))
    if request.method == "POST" and form.is_valid():
        try:
            services.issue_certificate(commission=commission, by=request.user, facts=form.facts)
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            messages.success(request, _("The certificate is signed."))
            return redirect("progress:certificate", number)
    context |= {
        "form": form,
        "makers": certifying.names_of_maker(commission_queries.awarded_proposal(commission)),
    }
    return render(request, "progress/certificate_form.html", context, status=400 if form.errors else 200)


@require_GET
@login_required
def certificate_file(request: SignedIn, number: str) -> HttpResponse:
    """The paper, for both sides; the collector stands on it only by their own word."""
    commission, _side = followed(request, number)
    found = queries.certificate_of(commission)
    if found is None:
        raise Http404
    data = certificate_pdf(
        found,
        consent=queries.consent_of(commission),
        language=get_language() or "ar",
        url=request.build_absolute_uri(found.get_absolute_url()),
        picture=portrait_of(commission),
    )
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{found.code}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "POST"])
@login_required
def catalogue(request: SignedIn, number: str) -> HttpResponse:
    """One button for the artist: what will stand in the catalogue is shown before."""
    commission, side = followed(request, number)
    if side is not Side.SELLER or not rules.may_sign(request.user, commission):
        raise Http404
    if request.method == "POST":
        try:
            made = services.catalogue_work(commission=commission, by=request.user)
        except SoukError as error:
            messages.error(request, error.text)
            return redirect("progress:catalogue", number)
        messages.success(
            request, _("The work is in your catalogue, as a draft. Publish it from your studio.")
        )
        return redirect(reverse("marketplace:studio-artwork-edit", args=[made.artwork_id]))
    known, proposal = queries.consent_of(commission), commission_queries.awarded_proposal(commission)
    signed = queries.certificate_of(commission)
    facts = signed or certifying.facts_of(commission)
    final = final_submission(commission)
    context = {
        "commission": commission,
        "consent": known,
        "certificate": signed,
        "facts": facts,
        "line": tracing.line_of(known, year=facts.year),
        "finished": queries.finished_of(commission),
        "pictures": final.images.count() if final else 0,
        "pictures_allowed": proposal is not None and finishing.may_show_pictures(proposal),
    }
    return render(request, "progress/catalogue_form.html", context)


@require_GET
@ratelimit(key="ip", rate="60/m", block=False)
def certificate_check(request: HttpRequest, code: str = "") -> HttpResponse:
    """For anybody who holds the paper: whose work it is. The collector is named only by their own word."""
    wanted = (code or request.GET.get("code", "")).strip().upper()[:20]
    if not code and wanted:
        return redirect("progress:certificate-check", wanted)
    limited = getattr(request, "limited", False)
    found = queries.certificate_by(wanted) if wanted and not limited else None
    line = tracing.line_of(queries.consent_of(found.commission), year=found.year) if found else None
    finished = queries.finished_of(found.commission) if found else None
    work = finished.artwork if finished and finished.artwork.is_public else None
    context = {"code": wanted, "certificate": found, "line": line, "limited": limited, "work": work}
    status = 429 if limited else 200 if found or not wanted else 404
    return render(request, "progress/certificate_check.html", context, status=status)
