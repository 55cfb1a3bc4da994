"""One commission, for whoever stands before it; questions and answers; the comparison."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.requests import SignedIn
from commissions import panels, pictures, queries, rules, services, wording
from commissions.enums import StepKind
from commissions.forms import AnswerForm, QuestionForm
from commissions.models import Commission, Proposal, Question, Reference, Sketch
from commissions.views.access import chosen_maker, commission_here, own_commission
from core import clock
from core.errors import SoukError
from orders.enums import Side
from orders.models import Seller


@require_GET
@login_required
def commission(request: SignedIn, number: str) -> HttpResponse:
    return _page(request, commission_here(request, number))


def _page(request: SignedIn, row: Commission, bound: dict[str, Any] | None = None) -> HttpResponse:
    side = rules.side_of(request.user, row)
    context: dict[str, Any] = {
        "commission": row,
        "side": side,
        "owner": side is Side.BUYER,
        "names": rules.knows_names(request.user, row),
        "still_open": rules.still_open(row, clock.now()),
        "panels": panels.of(row, request.user),
        "question_form": QuestionForm(),
        "answer_form": AnswerForm(),
        **_of_side(request, row, side),
        **(bound or {}),
    }
    return render(request, "commissions/commission_detail.html", context)


def _of_side(request: SignedIn, row: Commission, side: Side | None) -> dict[str, Any]:
    if side in {Side.BUYER, Side.STAFF}:
        return {
            "proposals": list(queries.on_the_table(row)),
            "chosen": queries.awarded_proposal(row),
            "invitations": list(row.invitations.select_related("seller")),
            "questions": queries.questions_about(row),
            "steps": row.steps.select_related("proposal__seller"),
            "may_change": rules.may_change(request.user, row),
            "may_cancel": rules.may_cancel(request.user, row),
        }
    mine = list(queries.makers_of(request.user))
    own = Proposal.objects.filter(commission=row, seller__in=mine).select_related("seller", "commission")
    shared = [kind.value for kind in StepKind if kind.shared]
    return {
        "makers": [seller for seller in mine if rules.may_answer(request.user, row, seller)],
        "own_proposals": list(own.order_by("-created_at")),
        "questions": [
            question
            for question in row.questions.filter(proposal__isnull=True)
            if question.state == "cleared" or question.author_id == request.user.pk
        ],
        "steps": row.steps.filter(kind__in=shared) if side is Side.SELLER else (),
    }


@require_GET
@login_required
def compare(request: SignedIn, number: str) -> HttpResponse:
    """Everything on the table side by side."""
    row = own_commission(request, number)
    proposals = list(queries.on_the_table(row))
    for proposal in proposals:
        proposal.commission = row
    return render(request, "commissions/compare.html", {"commission": row, "proposals": proposals})


@require_POST
@login_required
def ask(request: SignedIn, number: str) -> HttpResponse:
    row = commission_here(request, number)
    seller = chosen_maker(request, request.POST.get("seller", ""))
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _page(request, row, {"question_form": form})
    try:
        question = services.ask_about_brief(
            commission=row, seller=seller, by=request.user, text=form.cleaned_data["text"]
        )
    except SoukError as error:
        messages.error(request, error.text)
    else:
        say_held(request, held=question.state != "cleared", sent=_("Your question is on its way."))
    return redirect(row)


@require_POST
@login_required
def answer(request: SignedIn, number: str, pk: int) -> HttpResponse:
    row = commission_here(request, number)
    question: Question = get_object_or_404(Question.objects.select_related("proposal"), pk=pk, commission=row)
    if not rules.may_answer_question(request.user, question):
        raise Http404
    form = AnswerForm(request.POST)
    back = question.proposal.get_absolute_url() if question.proposal else row.get_absolute_url()
    if not form.is_valid():
        messages.error(request, _("Write your answer."))
        return redirect(back)
    try:
        held = services.answer(question=question, by=request.user, text=form.cleaned_data["text"])
    except SoukError as error:
        messages.error(request, error.text)
    else:
        say_held(request, held=held is not None, sent=_("Your answer is on its way."))
    return redirect(back)


def say_held(request: SignedIn, *, held: bool, sent: str) -> None:
    """What has become of a text."""
    if held:
        messages.info(request, str(wording.HELD))
    else:
        messages.success(request, sent)


@require_safe
@login_required
def reference(request: SignedIn, token: str) -> HttpResponse:
    """A picture of a brief, to those who may read the brief."""
    rows = Reference.objects.filter(commission__in=queries.visible_to(request.user))
    return _picture(get_object_or_404(rows, token=token).path)


@require_safe
@login_required
def sketch(request: SignedIn, token: str) -> HttpResponse:
    """The marked preview, to those who may read the proposal; the original to the seller's people alone."""
    rows = Sketch.objects.filter(proposal__in=queries.proposals_visible_to(request.user))
    row = get_object_or_404(rows.select_related("proposal__seller"), token=token)
    whole = "original" in request.GET and _sells(request, row.proposal.seller)
    return _picture(row.path if whole else row.preview_path)


def _sells(request: SignedIn, seller: Seller) -> bool:
    return rules.sells(request.user, seller)


def _picture(path: str) -> HttpResponse:
    try:
        data = pictures.load(path)
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    return response
