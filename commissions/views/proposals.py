"""A proposal: written by the seller, read and chosen by the collector."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.requests import SignedIn
from commissions import queries, rules, services
from commissions.enums import ProposalState
from commissions.forms import AnswerForm, DeclineForm, MilestoneFormSet, ProposalForm, QuestionForm
from commissions.forms.proposal import rows_of, typed_rows, typed_sum
from commissions.models import Commission, Proposal, Screening
from commissions.services import Terms
from commissions.services.proposing import check_sum
from commissions.views.access import chosen_maker, commission_here, own_proposal, proposal_here
from commissions.views.pages import say_held
from core.errors import SoukError
from orders.models import Seller

Act = Callable[[Proposal, SignedIn], Any]


@require_GET
@login_required
def proposal(request: SignedIn, number: str, pk: int) -> HttpResponse:
    row = proposal_here(request, number, pk)
    context = {
        "proposal": row,
        "commission": row.commission,
        "owner": rules.owns(request.user, row.commission),
        "mine": rules.sells(request.user, row.seller),
        "may_write": rules.may_write(request.user, row),
        "may_withdraw": rules.may_withdraw(request.user, row),
        "may_choose": rules.may_choose(request.user, row) and row.commission.status.answerable,
        "questions": _questions(request, row),
        "question_form": QuestionForm(),
        "answer_form": AnswerForm(),
        "decline_form": DeclineForm(),
    }
    return render(request, "commissions/proposal_detail.html", context)


def _questions(request: SignedIn, row: Proposal) -> list[Any]:
    """What is held or refused is seen by its author alone."""
    return [
        question
        for question in row.questions.all()
        if question.state == "cleared" or question.author_id == request.user.pk
    ]


@require_http_methods(["GET", "POST"])
@login_required
def proposal_new(request: SignedIn, number: str) -> HttpResponse:
    commission = commission_here(request, number)
    seller = chosen_maker(request, request.GET.get("seller", ""))
    if not rules.may_answer(request.user, commission, seller):
        raise Http404
    standing = Proposal.objects.filter(commission=commission, seller=seller)
    for row in standing.order_by("-pk"):
        if row.status.live:
            return redirect("commissions:proposal", commission.number, row.pk)
    return _edit(_Writing(request, commission, seller, None))


@require_http_methods(["GET", "POST"])
@login_required
def proposal_edit(request: SignedIn, number: str, pk: int) -> HttpResponse:
    row = own_proposal(request, number, pk)
    if not rules.may_write(request.user, row):
        messages.error(request, _("This proposal can no longer be changed."))
        return redirect(row)
    return _edit(_Writing(request, row.commission, row.seller, row))


@dataclass(frozen=True, slots=True)
class _Writing:
    """Who writes for what; `row` None for a new proposal."""

    request: SignedIn
    commission: Commission
    seller: Seller
    row: Proposal | None


def _edit(at: _Writing) -> HttpResponse:
    """Add a row, save a draft, or send: which button was pressed says so. Without JavaScript too."""
    currency, post = at.commission.currency, at.request.POST
    given: dict[str, Any] = {"seller": at.seller, "currency": currency}
    coin = {"currency": currency}
    if at.request.method == "GET":
        form = ProposalForm(initial=ProposalForm.initial_of(at.row) if at.row else None, **given)
        rows = (rows_of(at.row) if at.row else []) or [{}, {}]
        return _form_page(at, form, MilestoneFormSet(initial=rows, form_kwargs=coin))
    if "count" in post or "add" in post:
        rows = typed_rows(post) + ([{}] if "add" in post else [])
        form = ProposalForm(initial=post.dict(), **given)
        return _form_page(at, form, MilestoneFormSet(initial=rows, form_kwargs=coin))
    form = ProposalForm(post, at.request.FILES, **given)
    milestones = MilestoneFormSet(post, form_kwargs=coin)
    if form.is_valid() & milestones.is_valid() and (saved := _save(at, form, milestones)):
        return redirect(saved)
    return _form_page(at, form, milestones)


def _form_page(at: _Writing, form: Any, milestones: Any) -> HttpResponse:
    posted = at.request.method == "POST"
    typed = typed_rows(at.request.POST) if posted else rows_of(at.row) if at.row else []
    context = {
        "commission": at.commission,
        "seller": at.seller,
        "proposal": at.row,
        "form": form,
        "milestones": milestones,
        "sum": typed_sum(typed, at.commission.currency),
    }
    return render(at.request, "commissions/proposal_edit.html", context)


def _save(at: _Writing, form: Any, milestones: Any) -> Proposal | None:
    """None where the services refuse: the sentence stands at its field, and nothing typed is lost."""
    send = "send" in at.request.POST
    try:
        with transaction.atomic():
            saved, held = _written(
                at, form.terms(milestones.stages()), form.cleaned_data["sketches"], send=send
            )
    except SoukError as error:
        form.add_error(_FIELDS.get(error.code), error.text)
        return None
    say_held(at.request, held=held is not None, sent=_("Your proposal is sent.") if send else _("Saved."))
    return saved


def _written(at: _Writing, terms: Terms, files: Any, *, send: bool) -> tuple[Proposal, Screening | None]:
    user, held = at.request.user, None
    if send or (at.row and at.row.status.on_the_table):
        check_sum(sum(stage.amount for stage in terms.milestones), terms.price, at.commission.currency)
    if at.row is None:
        saved = services.propose(
            commission=at.commission, seller=at.seller, by=user, terms=terms, files=files
        )
    else:
        saved = at.row
        drop = [int(pk) for pk in at.request.POST.getlist("drop") if pk.isdecimal()]
        held = services.update_proposal(proposal=saved, by=user, terms=terms, files=files, drop=drop)
    if send and saved.state == ProposalState.DRAFT:
        held = services.send_proposal(proposal=saved, by=user)
    return saved, held


_FIELDS: Final = {
    "commissions.sum_differs": "price",
    "commissions.words_missing": "text_ar",
    "commissions.day_passed": "valid_until",
    "commissions.picture_not_read": "sketches",
    "commissions.picture_too_large": "sketches",
    "commissions.too_many_pictures": "sketches",
}


@require_http_methods(["GET", "POST"])
@login_required
def award(request: SignedIn, number: str, pk: int) -> HttpResponse:
    """Asks once more, and says what happens next."""
    row = proposal_here(request, number, pk)
    if not rules.owns(request.user, row.commission):
        raise Http404
    if request.method == "POST":
        try:
            services.award(proposal=row, by=request.user)
        except SoukError as error:
            messages.error(request, error.text)
            return redirect(row.commission)
        messages.success(
            request,
            _("You have chosen. The contract is being made, and both of you will read and accept it."),
        )
        return redirect(row.commission)
    if not rules.may_choose(request.user, row):
        return redirect(row)
    others = queries.on_the_table(row.commission).exclude(pk=row.pk).count()
    context = {"proposal": row, "commission": row.commission, "others": others}
    return render(request, "commissions/award.html", context)


def _decline(row: Proposal, request: SignedIn) -> None:
    services.decline(proposal=row, by=request.user, reason=request.POST.get("reason", ""))


def _ask(row: Proposal, request: SignedIn) -> None:
    services.ask_about_proposal(proposal=row, by=request.user, text=request.POST.get("text", ""))


VERBS: Final[Mapping[str, tuple[Act, Promise]]] = {
    "send": (
        lambda row, request: services.send_proposal(proposal=row, by=request.user),
        gettext_lazy("Your proposal is sent."),
    ),
    "withdraw": (
        lambda row, request: services.withdraw_proposal(proposal=row, by=request.user),
        gettext_lazy("Your proposal is withdrawn."),
    ),
    "shortlist": (
        lambda row, request: services.shortlist(proposal=row, by=request.user),
        gettext_lazy("On your shortlist."),
    ),
    "unshortlist": (
        lambda row, request: services.unshortlist(proposal=row, by=request.user),
        gettext_lazy("Taken off your shortlist."),
    ),
    "decline": (_decline, gettext_lazy("You have declined this proposal.")),
    "ask": (_ask, gettext_lazy("Your question is on its way.")),
}


@require_POST
@login_required
def proposal_act(request: SignedIn, number: str, pk: int, verb: str) -> HttpResponse:
    row = proposal_here(request, number, pk)
    if verb not in VERBS:
        raise Http404
    act, done = VERBS[verb]
    try:
        held = act(row, request)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        say_held(request, held=held is not None, sent=str(done))
    if verb == "decline":
        return redirect(row.commission)
    return redirect(row)


@require_POST
@login_required
def invitation_decline(request: SignedIn, number: str) -> HttpResponse:
    commission = commission_here(request, number)
    seller = chosen_maker(request, request.POST.get("seller", ""))
    row = commission.invitations.filter(seller=seller).first()
    if row is None:
        raise Http404
    try:
        services.decline_invitation(invitation=row, by=request.user)
    except SoukError as error:
        messages.error(request, error.text)
    else:
        messages.success(request, _("You have declined the invitation."))
    return redirect("commissions:studio")
