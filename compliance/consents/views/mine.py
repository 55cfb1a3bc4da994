"""What a person has agreed to: seen, given and taken back on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from compliance.consents import queries, registry, services, visitor
from compliance.consents.enums import Group
from compliance.consents.forms import GuardianForm, here
from compliance.consents.origins import origin_of
from compliance.consents.parties import Party
from core.errors import SoukError

SHOWN = 50


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Also for visitors, who find the question about cookies here again."""
    if not request.user.is_authenticated:
        return render(request, "consents/consent_visitor.html", {"rows": _of_browser(request)})
    return _page(request, GuardianForm())


@require_POST
@login_required
def answer(request: HttpRequest) -> HttpResponse:
    """One purpose, yes or no. For somebody who is not of age a yes becomes a letter to the guardian."""
    purpose, agreed = registry.purpose(request.POST.get("purpose", "")), request.POST.get("answer") == "yes"
    words = request.POST.get("words", "")
    if agreed and queries.is_minor(request.user):
        services.ask_guardian(child=request.user, purposes=[purpose.code])
        messages.success(
            request, _("We have written to your parent or guardian. Nothing changes until they answer.")
        )
        return redirect("consents:mine")
    _take(request, purpose, words, agreed=agreed)
    messages.success(
        request, _("Noted: you agree.") if agreed else _("Noted: you do not agree. It has ended.")
    )
    return redirect("consents:mine")


@require_POST
@login_required
def guardian(request: HttpRequest) -> HttpResponse:
    """A young person names a parent or guardian."""
    form = GuardianForm(request.POST)
    if form.is_valid():
        try:
            services.name_guardian(child=request.user, **form.cleaned_data)
        except SoukError as error:
            form.add_error(None, error.text)
        else:
            messages.success(request, _("Noted. From now on your parent or guardian is asked first."))
            return redirect("consents:mine")
    return _page(request, form, status=422)


def _page(request: HttpRequest, form: GuardianForm, *, status: int = 200) -> HttpResponse:
    rows, language = queries.standing(request.user), here()
    groups = [
        {
            "title": group.label,
            "rows": [
                {"standing": row, "wording": row.purpose.wording(language)}
                for row in rows
                if row.purpose.group == group
            ],
        }
        for group in Group
    ]
    context: dict[str, Any] = {
        "groups": [group for group in groups if group["rows"]],
        "history": list(queries.history(request.user)[:SHOWN]),
        "guardianship": queries.guardianship_of(request.user),
        "form": form,
    }
    return render(request, "consents/consent_list.html", context, status=status)


def _take(request: HttpRequest, purpose: registry.Purpose, words: str, *, agreed: bool) -> None:
    if purpose.group == Group.DEVICE:
        services.choose(
            request=request, given={purpose.code: agreed}, words={purpose.code: words}, language=here()
        )
        return
    verb = services.give if agreed else services.withdraw
    verb(
        party=Party(user=request.user),
        purpose=purpose.code,
        words=words,
        language=here(),
        origin=origin_of(request),
    )


def _of_browser(request: HttpRequest) -> list[dict[str, Any]]:
    choice, language = visitor.read(request), here()
    return [
        {
            "wording": one.wording(language),
            "answered": choice is not None and one.code in choice.answers,
            "allowed": choice is not None and choice.answers.get(one.code, False),
        }
        for one in registry.purposes(Group.DEVICE)
    ]
