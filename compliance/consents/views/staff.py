"""For the privacy office: who agreed to what, with the words they saw, and the evidence as a file."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from compliance import looks
from compliance.consents import evidence, queries, rules, services
from compliance.consents.enums import Means
from compliance.consents.forms import ToldForm
from compliance.consents.models import Guardianship
from core.errors import SoukError
from core.pages import paginate

PER_PAGE = 50
KIND: Final = "consents"  # for which a reason is asked (compliance.looks)


@require_GET
@login_required
def people(request: HttpRequest) -> HttpResponse:
    _only_officers(request)
    search = request.GET.get("q", "")
    page = paginate(queries.people(search), request, PER_PAGE)
    return render(request, "consents/staff_people.html", {"page": page, "search": search})


@require_http_methods(["GET", "POST"])
@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Opening it is written down with its reason; so is what the person told us otherwise."""
    _only_officers(request)
    who = get_object_or_404(get_user_model(), pk=pk)
    if not (reason := looks.reason_for(request.session, KIND)):
        return looks.ask(request, KIND)
    form = ToldForm(request.POST or None, initial={"language": getattr(who, "language", "ar")})
    if request.method == "POST" and form.is_valid() and _told(request, who, form):
        return redirect("consents:person", pk)
    if request.method == "GET":
        services.record_reading(person=who, by=request.user, reason=reason)
    context: dict[str, Any] = {
        "person": who,
        "standing": queries.standing(who),
        "page": paginate(queries.history(who), request, PER_PAGE),
        "guardianships": Guardianship.objects.filter(child=who).select_related("verified_by"),
        "form": form,
    }
    return render(request, "consents/staff_person.html", context, status=422 if form.errors else 200)


@require_GET
@login_required
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence as CSV; the export is an audit entry."""
    _only_officers(request)
    who = get_object_or_404(get_user_model(), pk=pk)
    if not (reason := looks.reason_for(request.session, KIND)):
        return looks.ask(request, KIND)
    rows = list(queries.history(who).order_by("pk"))
    services.record_export(person=who, by=request.user, rows=len(rows), reason=reason)
    response = HttpResponse(evidence.as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="consents-{pk}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """A member of staff has seen the proof of guardianship."""
    _only_officers(request)
    row = get_object_or_404(Guardianship, pk=pk)
    services.confirm_in_person(guardianship=row, name=request.POST.get("name", ""), by=request.user)
    messages.success(request, _("The guardianship is confirmed."))
    return redirect("consents:person", row.child_id)


def _told(request: HttpRequest, who: Any, form: ToldForm) -> bool:
    data = form.cleaned_data
    try:
        services.record_told(
            person=who,
            purpose=data["purpose"],
            given=data["given"] == "yes",
            means=Means(data["means"]),
            note=data["note"],
            language=data["language"],
            by=request.user,
        )
    except SoukError as error:
        form.add_error(None, error.text)
        return False
    messages.success(request, _("Written down."))
    return True


def _only_officers(request: HttpRequest) -> None:
    if not rules.may_see_consents(request.user):
        raise Http404
