"""Registering: how many seats, then who comes, then on to pay. One address, no JavaScript needed."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedIn
from core import clock
from core.errors import SoukError
from workshops import queries as programme
from workshops.booking import checking, forms, queries, services, showing
from workshops.booking.enums import WaitingState
from workshops.booking.exceptions import AlreadyReserved, NoSeats
from workshops.booking.models import Registration, WaitingEntry
from workshops.exceptions import SoldOut
from workshops.models import Run

BOOK = "book"


def run_of(request: HttpRequest, pk: int) -> Run:
    """A run of an event that this reader may see, with what the pages show of it."""
    events = programme.visible_to(request.user)
    rows = Run.objects.select_related("event__seller", "event__venue__city", "event__cover")
    found: Run = get_object_or_404(rows.prefetch_related("sessions"), pk=pk, event__in=events)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register(request: HttpRequest, run_pk: int) -> HttpResponse:
    """The seats stand in the address (`seats-7=2`), so that whoever signs in on the way comes back to them."""
    run = run_of(request, run_pk)
    if not run.event.registers_here:
        return redirect(run.event)
    data = request.POST if request.method == "POST" else request.GET
    counts = forms.wanted(data)
    if not request.user.is_authenticated:
        return redirect_to_login(_address(request, counts)) if counts else _pick(request, run, counts)
    if request.method == "POST" and BOOK not in data:
        return redirect(_address(request, counts))
    return _asked(request, run, counts)  # type: ignore[arg-type]  # signed in, see above


def _address(request: HttpRequest, counts: dict[int | None, int]) -> str:
    return f"{request.path}?{urlencode(forms.asked(counts))}" if counts else request.path


def _asked(request: SignedIn, run: Run, counts: dict[int | None, int]) -> HttpResponse:
    waits = Registration.objects.filter(run=run, booker=request.user, state="reserved").first()
    if waits is not None:
        return redirect(waits)
    entry = queries.entry_of(run, request.user)
    offered = entry if entry is not None and entry.state == WaitingState.OFFERED else None
    if not counts and offered is not None:
        counts = _offered_seats(run, offered)
    if not counts:
        return _pick(request, run, counts, offered, NoSeats() if request.method == "POST" else None)
    try:
        now = clock.now()
        held = queries.seats_held(run, request.user)
        kinds = checking.order(run.event, counts, held=held, now=now)
        free = run.free_seats + (offered.seats if offered else 0)
        if sum(counts.values()) > free and run.accepts(now):
            raise SoldOut(left=free)
    except SoukError as error:
        return _pick(request, run, counts, offered, error)
    data = request.POST if request.method == "POST" else None
    form = forms.RegisterForm(data, event=run.event, counts=counts, kinds=kinds, by=request.user)
    if data is not None and form.is_valid():
        return _book(request, run, form, offered)
    return _form(request, run, form, offered)


def _offered_seats(run: Run, entry: WaitingEntry) -> dict[int | None, int]:
    """What was offered, as far as it is clear which kind of ticket it is."""
    kinds = [kind.pk for kind in run.event.ticket_types.all() if kind.active]
    if run.event.is_free or entry.ticket_type_id is not None:
        return {entry.ticket_type_id: entry.seats}
    return {kinds[0]: entry.seats} if len(kinds) == 1 else {}


def _book(
    request: SignedIn, run: Run, form: forms.RegisterForm, offered: WaitingEntry | None
) -> HttpResponse:
    try:
        registration = services.register(
            run=run,
            by=request.user,
            picks=form.picks,
            answers=form.order.answers,
            old_enough=form.order.old_enough_said,
            shown=_shown(request.POST),
        )
    except AlreadyReserved as error:
        return redirect("booking:registration", error.registration)
    except SoukError as error:
        form.refuse(error)
        return _form(request, run, form, offered, status=error.http_status)
    if registration.order is not None:
        return redirect("checkout:order", registration.order.number)
    return redirect(registration)


def _shown(data: QueryDict) -> int | None:
    text = data.get("shown", "")
    return int(text) if text.isascii() and text.isdigit() else None


def _form(
    request: SignedIn, run: Run, form: forms.RegisterForm, offered: WaitingEntry | None, *, status: int = 200
) -> HttpResponse:
    """The sum is told anew with each page, from the prices of this moment."""
    rows = showing.rows(run.event, dict(form.counts), checking.kinds_of(run.event))
    context = {
        **_context(run, offered),
        "form": form,
        "rows": rows,
        "total": showing.sum_of(rows, run.event.currency),
        "hidden": forms.asked(form.counts),
        "change": request.path + "?change=1",
        "steps": showing.policy(run),
    }
    return render(request, "booking/registration_form.html", context, status=status)


def _pick(
    request: HttpRequest,
    run: Run,
    counts: dict[int | None, int],
    offered: WaitingEntry | None = None,
    error: SoukError | None = None,
) -> HttpResponse:
    now = clock.now()
    kinds = [] if run.event.is_free else showing.offers(run, counts, now)
    context = {
        **_context(run, offered),
        "kinds": kinds,
        "places": counts.get(None, 1),
        "most": checking.most_seats(run.event),
        "error": error,
        "open": run.accepts(now),
        "line_open": run.waiting_list and run.accepts(now),
    }
    return render(
        request, "booking/registration_pick.html", context, status=error.http_status if error else 200
    )


def _context(run: Run, offered: WaitingEntry | None) -> dict[str, Any]:
    until = offered.offer_until.astimezone(run.zone) if offered and offered.offer_until else None
    return {
        "run": run,
        "event": run.event,
        "meetings": showing.meetings(run),
        "offered": offered,
        "until": until,
    }
