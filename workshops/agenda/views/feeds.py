"""Followed calendars in the studio: added, looked through, decided."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from core.pages import paginate
from orders.models import Seller
from orders.queries import sellers_of
from workshops.agenda import queries, review, rules, services
from workshops.agenda.enums import ItemState
from workshops.agenda.forms import FeedForm
from workshops.agenda.models import Feed
from workshops.agenda.services.decisions import Outcome

PER_PAGE: Final = 25


@login_required
@require_http_methods(["GET", "POST"])
def feeds(request: SignedIn) -> HttpResponse:
    """The calendars of a seller, and the form that adds one. What was typed is kept when it is refused."""
    seller, sellers = _seller(request)
    form = FeedForm(
        request.POST or None, request.FILES or None, initial={"time_zone": request.user.time_zone}
    )
    if request.method == "POST" and form.is_valid():
        try:
            feed = _added(request, form, seller)
        except SoukError as refusal:
            form.add_error("url" if form.cleaned_data["url"] else "file", refusal.text)
        else:
            messages.success(request, _("Noted. We are reading the calendar; reload this page in a moment."))
            return redirect("agenda:feed", feed.pk)
    rows = queries.feeds_of(request.user).filter(seller=seller).order_by("-created_at", "-pk")
    page = paginate(review.with_counts(rows), request, PER_PAGE)
    context = {
        "form": form,
        "seller": seller,
        "sellers": sellers,
        "page": page,
        "rows": [{"feed": one, "problem": review.problem_of(one)} for one in page.object_list],
    }
    return render(request, "agenda/feed_list.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def feed(request: SignedIn, pk: int) -> HttpResponse:
    """What waits for a decision, side by side with what we have; then what was decided."""
    found = _own(request, pk)
    now = clock.now()
    look = request.GET.get("look", "waiting")
    rows = review.items(found, look)
    page = paginate(rows, request, PER_PAGE)
    context = {
        "feed": found,
        "problem": review.problem_of(found),
        "look": look,
        "counts": review.counts(found),
        "page": page,
        "cards": [review.card(item, now) for item in page.object_list],
    }
    return render(request, "agenda/feed_detail.html", context)


@login_required
@require_POST
def decide(request: SignedIn, pk: int) -> HttpResponse:
    """All, or those that are ticked."""
    found = _own(request, pk)
    chosen = [int(text) for text in request.POST.getlist("item") if text.isascii() and text.isdigit()]
    action = request.POST.get("action", "")
    try:
        outcome = _decided(request, found, action, chosen)
    except SoukError as refusal:
        messages.error(request, refusal.text)
    else:
        _tell(request, outcome, action)
    return redirect("agenda:feed", pk)


@login_required
@require_POST
def move(request: SignedIn, pk: int, verb: str) -> HttpResponse:
    """Look again, stop, follow again, remove."""
    found = _own(request, pk)
    verbs: dict[str, tuple[Any, str]] = {
        "read": (services.ask_again, _("We are reading it again; reload this page in a moment.")),
        "stop": (services.stop_feed, _("We no longer look at this calendar. What you took in stays.")),
        "resume": (services.resume_feed, _("We follow this calendar again.")),
        "remove": (services.remove_feed, _("Removed. What you took in stays.")),
    }
    if verb not in verbs:
        raise Http404
    act, done = verbs[verb]
    try:
        act(feed=found, by=request.user)
    except SoukError as refusal:
        messages.error(request, refusal.text)
    else:
        messages.success(request, done)
    return redirect("agenda:feeds") if verb == "remove" else redirect("agenda:feed", pk)


def _added(request: SignedIn, form: FeedForm, seller: Seller) -> Feed:
    data = form.cleaned_data
    if data["url"]:
        return services.add_address(
            seller=seller, by=request.user, url=data["url"], name=data["name"], time_zone=data["time_zone"]
        )
    name = data["name"] or data["file"].name
    content = data["file"].read()
    return services.add_file(
        seller=seller, by=request.user, name=name, content=content, time_zone=data["time_zone"]
    )


def _decided(request: SignedIn, found: Feed, action: str, chosen: list[int]) -> Outcome:
    if action == "accept-all":
        return services.accept_all(feed=found, by=request.user)
    if action == "accept":
        return services.accept(feed=found, items=chosen, by=request.user)
    if action == "ignore":
        return services.ignore(feed=found, items=chosen, by=request.user)
    if action == "ignore-all":
        every = queries.waiting(found).exclude(state=ItemState.GONE).values_list("pk", flat=True)
        return services.ignore(feed=found, items=list(every), by=request.user)
    raise Http404


def _tell(request: SignedIn, outcome: Outcome, action: str) -> None:
    total = outcome.done
    if action.startswith("accept") and total:
        text = ngettext(
            "%(total)s event was taken in. Look through the drafts and publish them.",
            "%(total)s events were taken in. Look through the drafts and publish them.",
            total,
        )
        messages.success(request, text % {"total": total})
    elif total:
        text = ngettext("%(total)s event was left out.", "%(total)s events were left out.", total)
        messages.success(request, text % {"total": total})
    elif not outcome.refused:
        messages.info(request, _("Nothing was chosen. Tick the events that you mean."))
    for refusal in dict.fromkeys(outcome.refused):
        messages.error(request, refusal)


def _seller(request: SignedIn) -> tuple[Seller, list[Seller]]:
    """The one that `?seller=` names, else one's first. Staff may name any; nobody else's are found."""
    own = list(sellers_of(request.user))
    asked = request.GET.get("seller", "")
    for seller in own:
        if not asked or seller.slug == asked:
            return seller, own
    if asked and rules.is_staff(request.user):
        return get_object_or_404(Seller, slug=asked), own
    raise Http404


def _own(request: SignedIn, pk: int) -> Feed:
    return get_object_or_404(queries.feeds_of(request.user), pk=pk)
