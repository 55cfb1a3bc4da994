"""The conversations: a list, one of them, what is new in it, its files. Everything works without a script."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.requests import SignedIn
from commissions import queries as commission_queries
from commissions.models import Commission
from commissions.progress import names, queries, rules, services
from commissions.progress.enums import MessageState
from commissions.progress.forms import MessageForm
from commissions.progress.models import Conversation, Message
from commissions.progress.views.files import file_response
from core.digits import western
from core.errors import SoukError
from core.pages import paginate
from orders.enums import Side
from orders.models import Seller

PER_PAGE = 24
WINDOW = 60
"""So many messages are on the page at first; the earlier ones are a link away."""


@dataclass(frozen=True, slots=True)
class Row:
    """A message as one reader sees it."""

    message: Message
    mine: bool
    who: str
    seen: bool


@require_GET
@login_required
def conversation_list(request: SignedIn) -> HttpResponse:
    page = paginate(queries.listed(queries.of_person(request.user), request.user), request, PER_PAGE)
    rows = [_listed(talk, request) for talk in page.object_list]
    return render(request, "progress/conversation_list.html", {"page": page, "rows": rows})


def _listed(talk: Conversation, request: SignedIn) -> dict[str, Any]:
    side = Side.BUYER if talk.commission.collector_id == request.user.pk else Side.SELLER
    mine = getattr(talk, "last_side", "") == side
    return {"talk": talk, "who": names.in_list(talk, request.user), "mine": mine}


@require_http_methods(["GET", "POST"])
@login_required
def conversation(request: SignedIn, pk: int) -> HttpResponse:
    talk, side = _talk(request, pk)
    if request.method == "POST":
        return _send(request, talk.commission, talk.seller, side, talk)
    if side is Side.STAFF:
        services.record_staff_reading(conversation=talk, by=request.user)
    else:
        services.mark_read(conversation=talk, by=request.user)
    return _page(request, talk, side, _fresh())


@require_http_methods(["GET", "POST"])
@login_required
def talk_begin(request: SignedIn, number: str, slug: str) -> HttpResponse:
    """The conversation of a commission with an artist; where there is none yet, a page to begin it."""
    commission = get_object_or_404(commission_queries.visible_to(request.user), number=number)
    seller = get_object_or_404(Seller, slug=slug)
    side = rules.side_in(request.user, commission, seller)
    known = Conversation.objects.filter(commission=commission, seller=seller).first()
    if known is not None and side is not None:
        return redirect(known)
    if not rules.may_open(request.user, commission, seller):
        raise Http404
    if request.method == "POST":
        return _send(request, commission, seller, side, None)
    return _page(request, Conversation(commission=commission, seller=seller), side, _fresh())


@require_GET
@login_required
def news(request: SignedIn, pk: int) -> HttpResponse:
    """What came after `?after=`, as a piece of the page; one's own words that are being checked come along."""
    talk, side = _talk(request, pk)
    after = _number(request, "after")
    found = queries.messages_for(talk, request.user, staff=side is Side.STAFF)
    fresh = found.filter(Q(place__gt=after) | Q(place__isnull=True))[: WINDOW * 2]
    if side is not Side.STAFF and request.GET.get("looking") == "1":
        services.mark_read(conversation=talk, by=request.user)
    seen = queries.read_by_other(talk, side or "")
    context = {"talk": talk, "rows": _rows(fresh, side, seen, request.user, talk)}
    response = render(request, "progress/partials/_messages.html", context)
    response["X-Places"], response["X-Seen"] = str(talk.places), str(seen)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@login_required
def read(request: SignedIn, pk: int) -> HttpResponse:
    """The reader has come back to the page and sees what is there."""
    talk, _side = _talk(request, pk)
    services.mark_read(conversation=talk, by=request.user, place=_number(request, "place", request.POST))
    return HttpResponse(status=204)


@require_safe
@login_required
def attachment(request: SignedIn, pk: int, file: int) -> HttpResponse:
    """To both sides and staff only, and kept by nobody on the way. A document is never opened inside our pages."""
    talk, side = _talk(request, pk)
    found = get_object_or_404(queries.attachments_for(talk, request.user, staff=side is Side.STAFF), pk=file)
    return file_response(found, download="download" in request.GET)


def _send(
    request: SignedIn,
    commission: Commission,
    seller: Seller,
    side: Side | None,
    talk: Conversation | None,
) -> HttpResponse:
    form = MessageForm(request.POST, request.FILES)
    status = 400
    if form.is_valid():
        try:
            talk = talk or services.open_conversation(commission=commission, seller=seller, by=request.user)
            sent = _sent(talk, request, form)
        except SoukError as error:
            form.add_error(_field_of(error), error.text)
            status = error.http_status
        else:
            if sent.state == MessageState.HELD:
                messages.warning(request, _("Your message is being checked before it is sent."))
            return redirect(f"{talk.get_absolute_url()}#m{sent.pk}")
    return _page(request, talk or Conversation(commission=commission, seller=seller), side, form, status)


def _sent(talk: Conversation, request: SignedIn, form: MessageForm) -> Message:
    given = form.cleaned_data
    return services.send_message(
        conversation=talk, by=request.user, text=given["text"], files=given["enclosed"], key=given["key"]
    )


def _field_of(error: SoukError) -> str | None:
    if "file" in error.code or "paper" in error.code:
        return "enclosed"
    return "text" if "words" in error.code else None


def _page(
    request: SignedIn, talk: Conversation, side: Side | None, form: MessageForm, status: int = 200
) -> HttpResponse:
    rows: list[Row] = []
    first = 0
    if talk.pk:
        first = min(_number(request, "from", default=talk.places), max(0, talk.places - WINDOW))
        found = queries.messages_for(talk, request.user, staff=side is Side.STAFF)
        window = found.filter(Q(place__gt=first) | Q(place__isnull=True))[: WINDOW * 4]
        rows = _rows(window, side, queries.read_by_other(talk, side or ""), request.user, talk)
    context = {
        "talk": talk,
        "commission": talk.commission,
        "side": side,
        "other": names.other_side(talk, side, request.user),
        "rows": rows,
        "earlier": max(0, first - WINDOW) if first else None,
        "form": form,
        "speaks": rules.may_speak(request.user, talk) if side is not Side.STAFF else False,
        "contacts": rules.contacts_allowed(talk.commission, talk.seller),
        "has_progress": side is not Side.SELLER or rules.chosen(talk.commission, talk.seller),
    }
    return render(request, "progress/conversation_detail.html", context, status=status)


def _rows(
    found: Iterable[Message], side: Side | None, seen: int, viewer: Any, talk: Conversation
) -> list[Row]:
    collector, artist = names.collector_shown(talk.commission, viewer), str(talk.seller)
    return [
        Row(
            message=row,
            mine=row.side == side,
            who=collector if row.side == Side.BUYER else artist,
            seen=row.place is not None and row.place <= seen,
        )
        for row in found
    ]


def _talk(request: SignedIn, pk: int) -> tuple[Conversation, Side | None]:
    rows = queries.with_sides(queries.visible_to(request.user))
    found: Conversation = get_object_or_404(rows, pk=pk)
    return found, rules.side_in(request.user, found.commission, found.seller)


def _fresh() -> MessageForm:
    return MessageForm(initial={"key": uuid.uuid4().hex})


def _number(request: SignedIn, name: str, source: Any = None, *, default: int = 0) -> int:
    text = western((request.GET if source is None else source).get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else default  # noqa: PLR2004
