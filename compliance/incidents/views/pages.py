"""The register of breaches, a new one, one breach with everything that hangs on it."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from compliance.incidents import drafts, papers, queries, rules, services
from compliance.incidents.enums import Audience, BreachKind
from compliance.incidents.forms import (
    AssessForm,
    CloseForm,
    DescribeForm,
    EvidenceForm,
    MeasureForm,
    NoteForm,
    NoticeForm,
    OpenForm,
    RecipientsForm,
    ReportForm,
)
from compliance.incidents.models import Breach
from compliance.incidents.views.wording import told
from compliance.records.views.access import download, officers_only
from core import clock
from core.errors import SoukError
from core.pages import paginate

PER_PAGE: Final = 30


@require_GET
@officers_only
def register(request: HttpRequest) -> HttpResponse:
    """Open ones first, by their clock."""
    page = paginate(queries.listed(), request, PER_PAGE)
    return render(request, "incidents/breach_list.html", {"page": page, "now": clock.now()})


@require_http_methods(["GET", "HEAD", "POST"])
@officers_only
def breach_new(request: HttpRequest) -> HttpResponse:
    form = OpenForm(request.POST or None, initial={"countries": ["SA"]})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            breach = services.open_breach(
                by=request.user,
                title=given["title"],
                kind=BreachKind(given["kind"]),
                aware_at=given["aware_at"],
                happened_at=given["happened_at"],
                countries=given["countries"],
                drill=given["drill"],
            )
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            return redirect(breach)
    return render(request, "incidents/breach_new.html", {"form": form})


@require_GET
@officers_only
def breach(request: HttpRequest, number: str) -> HttpResponse:
    return page(request, get_object_or_404(Breach, number=number))


@require_GET
@officers_only
def notice_pdf(request: HttpRequest, number: str, audience: str, version: int) -> HttpResponse:
    """One version on paper, in the language of the page first."""
    found = get_object_or_404(Breach, number=number)
    notice = get_object_or_404(found.notices.select_related("breach"), audience=audience, version=version)
    language = "ar" if (get_language() or "ar").startswith("ar") else "en"
    content = papers.notice_pdf(notice, language=language)
    return download(content, f"{number}-{audience}-{version}.pdf", "application/pdf")


@require_GET
@officers_only
def evidence(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """A piece of evidence as a file; never shown in the browser."""
    row, data = services.read_evidence(number=number, pk=pk, by=request.user)
    return download(data, f"{row.sha256[:12]}.bin", "application/octet-stream")


def page(
    request: HttpRequest, found: Breach, bound: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page of one breach; `bound` are forms that came back with errors."""
    notices = {audience: services.newest(found, audience) for audience in Audience}
    forms = {**_forms(found, notices), **(bound or {})}
    doable = rules.verbs(found)
    now = clock.now()
    context = {
        "breach": found,
        "now": now,
        "left": int((found.due_at - now).total_seconds() // 3600),
        "parts": [(str(rules.PARTS[code]), done) for code, done in rules.filled(found).items()],
        "forms": forms,
        "verbs": [(verb, rules.VERBS[verb], forms.get(verb)) for verb in doable],
        "notices": [
            (
                audience,
                notices[audience],
                forms[f"notice_{audience}"],
                found.notices.filter(audience=audience),
            )
            for audience in Audience
        ],
        "entries": [(entry, told(entry)) for entry in found.entries.all()],
        "evidence": found.evidence.all(),
        "measures": found.measures.all(),
        "people": found.recipients.count(),
        "written_to": found.recipients.filter(sent_at__isnull=False).count(),
        "mark": drafts.DRILL.first("ar" if (get_language() or "ar").startswith("ar") else "en"),
    }
    return render(request, "incidents/breach_detail.html", context, status=status)


def _forms(found: Breach, notices: dict[Audience, Any]) -> dict[str, Any]:
    return {
        "describe": DescribeForm(instance=found, prefix="describe"),
        "assess": AssessForm(prefix="assess"),
        "report": ReportForm(prefix="report"),
        "close": CloseForm(prefix="close"),
        "recipients": RecipientsForm(prefix="recipients"),
        "evidence": EvidenceForm(prefix="evidence"),
        "measure": MeasureForm(prefix="measure"),
        "note": NoteForm(prefix="note"),
        **{
            f"notice_{audience}": NoticeForm(prefix=f"notice_{audience}", notice=notices[audience])
            for audience in Audience
        },
    }
