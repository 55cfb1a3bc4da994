"""The wording of mails: list, write, preview in both languages, go back."""

from __future__ import annotations

from typing import Any

from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from core.errors import NotFound
from mailing import queries, registry, rules, services
from mailing.forms import WordingForm
from mailing.models import EmailTemplate
from mailing.registry import MailKind
from mailing.rendering import LANGUAGES, Rendered, assemble, render_section
from mailing.views.staff import FRAME_CSP, MAIL_CSP, staff


@require_GET
@staff(rules.may_word_mail)
def template_list(request: SignedIn) -> HttpResponse:
    worded = set(EmailTemplate.objects.filter(active=True).values_list("name", "language"))
    rows = [(kind, [code for code in LANGUAGES if (kind.name, code) in worded]) for kind in registry.mails()]
    return render(request, "mailing/template_list.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@csp_update(FRAME_CSP)
@staff(rules.may_word_mail)
def template_edit(request: SignedIn, name: str, language: str) -> HttpResponse:
    kind = _kind(name, language)
    wording = queries.in_force(name, language)
    initial = (
        {} if wording is None else {part: getattr(wording, part) for part in ("subject", "text", "html")}
    )
    form = WordingForm(request.POST or None, name=name, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.save_wording(name=name, language=language, by=request.user, **form.cleaned_data)
        return redirect("mailing:template", name, language)
    context: dict[str, Any] = {"kind": kind, "language": language, "wording": wording, "form": form}
    versions = queries.versions(name).filter(language=language)[:20]
    return render(request, "mailing/template_edit.html", {**context, "versions": versions})


@require_GET
@csp_replace(MAIL_CSP)
@xframe_options_sameorigin
@staff(rules.may_word_mail)
def template_preview(request: SignedIn, name: str, language: str) -> HttpResponse:
    """The mail in one language with sample facts; `?as=text` for the plain text."""
    rendered = preview(_kind(name, language), language)
    if request.GET.get("as") == "text":
        return HttpResponse(
            f"{rendered.subject}\n\n{rendered.text}", content_type="text/plain; charset=utf-8"
        )
    return HttpResponse(rendered.html)


@require_POST
@staff(rules.may_word_mail)
def template_restore(request: SignedIn, pk: int) -> HttpResponse:
    wording = get_object_or_404(EmailTemplate, pk=pk)
    services.restore_wording(wording=wording, by=request.user)
    return redirect("mailing:template", wording.name, wording.language)


@require_POST
@staff(rules.may_word_mail)
def template_withdraw(request: SignedIn, name: str, language: str) -> HttpResponse:
    services.withdraw_wording(name=_kind(name, language).name, language=language, by=request.user)
    return redirect("mailing:template", name, language)


def preview(kind: MailKind, language: str) -> Rendered:
    wording = queries.in_force(kind.name, language)
    return assemble([render_section(kind, language, kind.sample(language), wording)])


def _kind(name: str, language: str) -> MailKind:
    if language not in LANGUAGES:
        raise Http404
    try:
        return registry.mail(name)
    except NotFound as error:
        raise Http404 from error
