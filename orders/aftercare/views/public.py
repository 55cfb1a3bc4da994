"""The pages of both sides: ask, follow, answer. An outsider is told that there is nothing here."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from core.pages import paginate
from orders import queries as order_queries
from orders.aftercare import photos, queries, rules, services, story
from orders.aftercare.enums import CaseKind
from orders.aftercare.exceptions import MovedOn
from orders.aftercare.forms import OpenForm, SayForm
from orders.aftercare.models import Case, CasePhoto
from orders.aftercare.views.steps import STEPS, Step, forms_of
from orders.enums import Side
from orders.models import Order

PER_PAGE = 20


@require_GET
@login_required
def case_list(request: SignedIn) -> HttpResponse:
    page = paginate(queries.of_buyer(request.user), request, PER_PAGE)
    rows = story.rows_of(page.object_list, Side.BUYER)
    return render(request, "aftercare/case_list.html", {"page": page, "rows": rows, "seller": False})


@require_GET
@login_required
def sale_list(request: SignedIn) -> HttpResponse:
    """Cases about what this person's sellers sold."""
    page = paginate(queries.of_sellers(request.user), request, PER_PAGE)
    rows = story.rows_of(page.object_list, Side.SELLER)
    return render(request, "aftercare/case_list.html", {"page": page, "rows": rows, "seller": True})


@require_http_methods(["GET", "POST"])
@login_required
def case_new(request: SignedIn, number: str) -> HttpResponse:
    """First what the law gives in this case, then the form."""
    order = get_object_or_404(order_queries.bought_by(request.user).select_related("seller"), number=number)
    if not rules.has_cases(order):
        return redirect("orders:order", number)
    choices = story.choices_of(order, clock.now())
    kinds = [choice.kind for choice in choices.open]
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OpenForm(*data, lines=choices.lines, kinds=kinds)
    if request.method == "POST" and form.is_valid() and (case := _open(request, order, form)):
        messages.success(request, str(story.standing_of(case, Side.BUYER).told))
        return redirect(case)
    context = {
        "order": order,
        "choices": choices,
        "form": form,
        "picked": form["kind"].value() or request.GET.get("kind", ""),
        "picked_lines": [str(pk) for pk in form["lines"].value() or _only(choices)],
        "cases": queries.of_order(order),
    }
    return render(request, "aftercare/case_new.html", context)


def _only(choices: story.Choices) -> list[int]:
    """One work needs no choosing."""
    return [line.pk for line in choices.lines] if len(choices.lines) == 1 else []


def _open(request: SignedIn, order: Order, form: OpenForm) -> Case | None:
    """None where the services refuse: the sentence stands above the form, and nothing typed is lost."""
    given = form.cleaned_data
    try:
        return services.open_case(
            order=order,
            by=request.user,
            kind=CaseKind(given["kind"]),
            lines=given["lines"],
            explanation=given["explanation"],
            files=given["photos"],
        )
    except SoukError as error:
        form.add_error(_field_of(error), error.text)
        return None


def _field_of(error: SoukError) -> str | None:
    if "photo" in error.code:
        return "photos"
    return "explanation" if error.code == "aftercare.words_missing" else None


@require_GET
@login_required
def case_detail(request: SignedIn, number: str) -> HttpResponse:
    return _page(request, _case(request, number))


@require_POST
@login_required
def case_act(request: SignedIn, number: str, verb: str) -> HttpResponse:
    """One step of one side; a step that is no longer possible says so and shows where the case stands."""
    case = _case(request, number)
    side = _side(request, case)
    step = STEPS.get(verb)
    if step is None or (verb != "say" and verb not in rules.ever(side)):
        raise Http404
    form = step.form(request.POST, request.FILES, case=case, prefix=verb) if step.form else None
    if form is not None and not form.is_valid():
        return _page(request, case, {verb: form})
    return _do(request, case, step, form)


def _do(request: SignedIn, case: Case, step: Step, form: Any) -> HttpResponse:
    try:
        step.act(case, request.user, form.cleaned_data if form is not None else {})
    except SoukError as error:
        if form is not None and not isinstance(error, MovedOn):
            form.add_error(None, error.text)
            return _page(request, case, {step.verb: form})
        messages.error(request, error.text)
    else:
        messages.success(request, str(step.done))
    return redirect(case)


@require_safe
@login_required
def photo(request: SignedIn, number: str, pk: int) -> HttpResponse:
    """To the parties only, and kept by nobody on the way."""
    case = get_object_or_404(queries.visible_to(request.user), number=number)
    found = get_object_or_404(CasePhoto, pk=pk, case=case)
    try:
        data = photos.load(found.path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = f'inline; filename="{case.number}-{found.pk}.jpg"'
    return response


def _case(request: SignedIn, number: str) -> Case:
    found: Case = get_object_or_404(queries.with_details(queries.visible_to(request.user)), number=number)
    return found


def _side(request: SignedIn, case: Case) -> Side:
    side = rules.side_of(request.user, case.order)
    if side is None:
        raise Http404
    return side


def _page(request: SignedIn, case: Case, bound: dict[str, Any] | None = None) -> HttpResponse:
    side = _side(request, case)
    steps = forms_of(case, side, bound or {})
    context = {
        "case": case,
        "order": case.order,
        "side": side,
        "standing": story.standing_of(case, side),
        "moments": story.moments_of(case),
        "steps": steps,
        "say": (bound or {}).get("say") or SayForm(case=case, prefix="say"),
        "bound": next(iter(bound.values())) if bound else None,
    }
    return render(request, "aftercare/case_detail.html", context)
