"""The page of a parent or guardian: reached by the link in the letter, without an account."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from compliance.consents import letters, queries, registry, services
from compliance.consents.enums import Means
from compliance.consents.forms import GuardianAnswerForm, here
from compliance.consents.models import GuardianRequest
from compliance.consents.origins import origin_of
from core.digits import western
from core.errors import SoukError


@require_http_methods(["GET", "POST"])
def guardian(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked for, and the answer; later what still holds, and the way to take it back."""
    question = _question(token)
    form = GuardianAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _answer(request, question, form)
        except SoukError as error:
            form.add_error("code", error.text)
        else:
            return _page(request, _question(token), token, GuardianAnswerForm(), done=True)
    return _page(request, question, token, form, status=422 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Everything this guardian allowed, at once; no code is asked for, because a no needs no proof."""
    question = _question(token)
    services.withdraw_as_guardian(
        guardianship=question.guardianship, origin=origin_of(request, Means.WEB, actor=None)
    )
    return _page(request, question, token, GuardianAnswerForm(), done=True)


def _answer(request: HttpRequest, question: GuardianRequest, form: GuardianAnswerForm) -> None:
    services.answer_guardian(
        request=question,
        code="".join(western(form.cleaned_data["code"]).split()),
        agreed={
            code: request.POST.get(f"words_{code}", "")
            for code in question.purposes
            if request.POST.get(f"agree_{code}")
        },
        name=form.cleaned_data["name"],
        language=here(),
        origin=origin_of(request, Means.EMAIL, actor=None),
    )


def _question(token: str) -> GuardianRequest:
    found = letters.request_of(token)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest,
    question: GuardianRequest,
    token: str,
    form: GuardianAnswerForm,
    *,
    done: bool = False,
    status: int = 200,
) -> HttpResponse:
    child, language = question.guardianship.child, here()
    standing = [
        {"wording": row.purpose.wording(language), "allowed": row.allowed}
        for row in queries.standing(child)
        if row.consent is not None and row.consent.guardianship_id == question.guardianship_id
    ]
    asked = [registry.purpose(code).wording(language) for code in question.purposes if registry.known(code)]
    context = {
        "child": child.get_full_name(),
        "asked": asked,
        "standing": standing,
        "any_allowed": any(row["allowed"] for row in standing),
        "open": question.answered_at is None,
        "token": token,
        "form": form,
        "done": done,
    }
    return render(request, "consents/guardian_answer.html", context, status=status)
