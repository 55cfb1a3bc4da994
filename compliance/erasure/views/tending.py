"""Legal holds, recipients' answers, and the rules of retention with their runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from compliance import keeping, registry
from compliance.deeds import Fate
from compliance.erasure import queries, services
from compliance.erasure.enums import Trigger
from compliance.erasure.forms import AnswerForm, HoldForm
from compliance.erasure.models import LegalHold, RecipientNotice
from compliance.erasure.views.access import REFUSED, for_officers
from core.errors import SoukError
from core.pages import paginate

PER_PAGE = 30


@require_http_methods(["GET", "POST"])
@for_officers
def holds(request: HttpRequest) -> HttpResponse:
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _held(request, form):
        return redirect("erasure:holds")
    page = paginate(queries.holds(), request, PER_PAGE)
    context = {"page": page, "form": form, "tab": "holds"}
    return render(request, "erasure/hold_list.html", context, status=REFUSED if form.errors else 200)


def _held(request: HttpRequest, form: HoldForm) -> bool:
    user, _emails = form.person()
    if user is None:
        form.add_error("who", gettext("There is no account under this address or number."))
        return False
    try:
        services.hold(
            user=user,
            reason=form.cleaned_data["reason"],
            by=request.user,
            until=form.cleaned_data["until"],
        )
    except SoukError as refusal:
        form.add_error(None, refusal.text)
        return False
    messages.success(request, gettext("The hold stands: nothing of this person is erased."))
    return True


@require_POST
@for_officers
def release(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(LegalHold, pk=pk)
    try:
        services.release_hold(hold=row, by=request.user, note=request.POST.get("note", ""))
    except SoukError as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, gettext("The hold is released."))
    return redirect("erasure:holds")


@require_POST
@for_officers
def recipient(request: HttpRequest, pk: int) -> HttpResponse:
    """First that the recipient was told, then what it answered."""
    notice = get_object_or_404(RecipientNotice.objects.select_related("erasure"), pk=pk)
    form = AnswerForm(request.POST, prefix=str(pk))
    said: dict[str, Any] = form.cleaned_data if form.is_valid() else {"answer": "", "note": ""}
    try:
        if notice.sent_at is None:
            services.note_told(notice=notice, by=request.user, note=said["note"])
        else:
            services.note_answer(notice=notice, by=request.user, answer=said["answer"], note=said["note"])
    except SoukError as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, gettext("Noted."))
    return redirect("erasure:erasure", notice.erasure.number)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of retention in words."""

    title: str
    days: int
    text: str
    article: str = ""


@require_http_methods(["GET", "POST"])
@for_officers
def retention(request: HttpRequest) -> HttpResponse:
    """The rules, the last runs; POST tries them without changing anything."""
    if request.method == "POST":
        services.retain(dry=True, trigger=Trigger.STAFF, by=request.user)
        messages.success(request, gettext("Tried. Nothing was changed."))
        return redirect("erasure:retention")
    page = paginate(queries.runs(), request, PER_PAGE)
    rows = [
        (run, [(part, queries.title_of(part["model"])) for part in run.report]) for run in page.object_list
    ]
    context = {"page": page, "rows": rows, "terms": _terms(), "laws": _laws(), "tab": "retention"}
    return render(request, "erasure/retention_list.html", context)


def _terms() -> list[Rule]:
    return [
        Rule(queries.title_of(one.model), one.term.days, str(one.retention))
        for one in registry.declarations()
        if one.term is not None and not isinstance(one.retention, int)
    ]


def _laws() -> list[Rule]:
    used = {one.deed.law for one in registry.declarations() if one.deed and one.deed.fate is Fate.KEEP}
    found = [keeping.law(code) for code in sorted(used)]
    return [Rule(law.text, law.days, law.text, law.article) for law in found]
