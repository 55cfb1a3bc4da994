"""The door: a page for a phone in the hand, and what its script asks."""

from __future__ import annotations

import io
import json
import uuid
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_ratelimit.decorators import ratelimit

from accounts.requests import SignedIn
from core import clock
from core.pages import paginate
from workshops.admission import codes, frames, queries, services, wording
from workshops.admission.enums import How
from workshops.admission.exceptions import TooFast, TooManyScans
from workshops.admission.headers import with_camera
from workshops.admission.services.checking import MOST_SCANS
from workshops.admission.views.access import session_here
from workshops.booking.models import Ticket
from workshops.models import Session

FRAMES: Final = "150/m"
SCANS: Final = "120/m"
BODY: Final = 256 * 1024
PER_PAGE: Final = 20


@require_GET
@login_required
def doors(request: SignedIn) -> HttpResponse:
    """What is on next at the caller's doors, and what is over."""
    runs, now = queries.with_turnout(queries.runs_at_doors(request.user)), clock.now()
    past = request.GET.get("when") == "past"
    page = paginate(queries.over(runs, now) if past else queries.coming(runs, now), request, PER_PAGE)
    return render(request, "admission/door_list.html", {"page": page, "past": past, "now": now})


@require_GET
@login_required
@never_cache
@with_camera
def door(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, session_here(request, pk))


@require_POST
@login_required
@ratelimit(key="user", rate=SCANS, block=False)
def scan(request: SignedIn, pk: int) -> HttpResponse:
    """One code: as JSON for the script, as a form for a page without it."""
    session = session_here(request, pk)
    _slow_down(request)
    if request.content_type != "application/json":
        typed = services.Scan(code=request.POST.get("code", "")[: codes.LONGEST], how=How.TYPED)
        return _page(request, session, services.admit(session=session, scan=typed, by=request.user))
    answer = services.admit(session=session, scan=_scan(_body(request)), by=request.user)
    return JsonResponse(wording.tell(answer, session, request.user).as_json())


@require_POST
@login_required
@ratelimit(key="user", rate=FRAMES, block=False)
def read(request: SignedIn, pk: int) -> JsonResponse:
    """A frame of the camera, for browsers that read no QR codes themselves; nothing of it is kept."""
    session_here(request, pk)
    _slow_down(request)
    return JsonResponse({"codes": frames.read(io.BytesIO(_frame(request)))})


@require_POST
@login_required
def sync(request: SignedIn, pk: int) -> JsonResponse:
    """Scans from the time without a line; each is answered with its name, and what must be looked into is marked."""
    session = session_here(request, pk)
    body = _body(request)
    rows = body.get("scans", [])
    if not isinstance(rows, list) or len(rows) > MOST_SCANS:
        raise TooManyScans(limit=MOST_SCANS)
    scans = [_scan(row, late=True) for row in rows if isinstance(row, dict)]
    answered = services.sync(
        session=session, scans=scans, sent_at=_moment(body.get("sent_at")), by=request.user
    )
    told = [{"id": str(key), **wording.tell(one, session, request.user).as_json()} for key, one in answered]
    return JsonResponse({"scans": told})


@require_GET
@login_required
@never_cache
def roster(request: SignedIn, pk: int) -> JsonResponse:
    """Who may come, for a phone that will lose its line: names, and SHA-256 of the codes, never a code."""
    session = session_here(request, pk)
    rows = queries.with_entries(queries.tickets_in(session.run), session)
    return JsonResponse(
        {"fetched": clock.now().isoformat(), "tickets": [_listed(row, session) for row in rows]}
    )


@require_POST
@login_required
def undo(request: SignedIn, pk: int) -> HttpResponse:
    """The entry that was just made, taken back."""
    session = session_here(request, pk)
    entry = queries.entries_of(session).filter(pk=_number(_body(request).get("entry"))).first()
    if entry is None:
        return JsonResponse({"undone": False}, status=404)
    services.undo(entry=entry, by=request.user)
    return JsonResponse({"undone": True, "name": entry.ticket.attendee_name})


@require_GET
def worker(request: HttpRequest) -> HttpResponse:
    """The door's service worker: at this address its reach is the door's pages and nothing else."""
    response = render(request, "admission/worker.js", content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


def _listed(row: Ticket, session: Session) -> dict[str, Any]:
    came = next(iter(row.came), None)  # type: ignore[attr-defined]
    return {
        "hashes": codes.fingerprints(row.pk, row.secret),
        "name": row.attendee_name,
        "kind": str(row.ticket_type or ""),
        "guardian": row.guardian_name if row.minor else "",
        "state": row.state,
        "time": wording.hour(came.at, session) if came else "",
        "by": came.by.get_full_name() if came and came.by else "",
    }


def _page(request: SignedIn, session: Session, answer: services.Answer | None = None) -> HttpResponse:
    run = session.run
    told = wording.tell(answer, session, request.user) if answer is not None else None
    context = {
        "session": session,
        "run": run,
        "event": run.event,
        "sessions": list(run.sessions.order_by("starts_at")),
        "told": told,
        "figures": queries.turnout(session),
        "texts": wording.for_the_page(),
    }
    return render(request, "admission/door_scan.html", context)


def _frame(request: HttpRequest) -> bytes:
    """No more of the body than a frame may have."""
    return request.read(frames.MAX_BYTES + 1)


def _slow_down(request: HttpRequest) -> None:
    if getattr(request, "limited", False):
        raise TooFast


def _body(request: HttpRequest) -> dict[str, Any]:
    """A small JSON object; anything else is an empty one."""
    if int(request.headers.get("Content-Length") or 0) > BODY:
        raise TooManyScans(limit=MOST_SCANS)
    try:
        found = json.loads(request.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _scan(row: dict[str, Any], *, late: bool = False) -> services.Scan:
    how = How.TYPED if row.get("how") == How.TYPED else How.SCAN
    return services.Scan(
        code=str(row.get("code", ""))[: codes.LONGEST],
        scan_id=_key(row.get("id")),
        at=_moment(row.get("at")) if late else None,
        how=how,
        device=str(row.get("device", "")),
    )


def _key(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return uuid.uuid4()


def _moment(value: Any) -> datetime | None:
    """None for what is no instant: it then counts as now."""
    try:
        found = parse_datetime(str(value))
    except ValueError:
        return None
    return found if found is not None and is_aware(found) else None


def _number(value: Any) -> int:
    return value if isinstance(value, int) and 0 < value < codes.LARGEST_PK else 0
