"""Who may do what with a request, and which acts its state allows."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from compliance import rules as offices
from compliance.rights.enums import ANSWERED, RequestState, Right
from compliance.rights.models import Request

REPEATED_WITHIN_DAYS: Final = 30
AUTOMATIC_COPIES: Final = 3  # within those days; from then on an officer looks first


def owns(user: Any, request: Request) -> bool:
    return bool(user.is_authenticated and user.is_active and request.user_id == user.pk)


def may_see(user: Any, request: Request) -> bool:
    return owns(user, request) or offices.is_officer(user)


def may_handle(user: Any, request: Request) -> bool:
    """Nobody decides on a request of their own."""
    return offices.is_officer(user) and request.user_id != user.pk


def may_extend(request: Request, now: datetime) -> bool:
    """Once, before the first term ends, where the law allows it."""
    return (
        request.status.open
        and request.latest_at is not None
        and request.extended_due_at is None
        and now < request.due_at
    )


def acts(request: Request, now: datetime) -> frozenset[str]:
    """What an officer may do in this state."""
    state = request.status
    found = {"note"}
    if state in {RequestState.RECEIVED, RequestState.IDENTITY_PENDING}:
        found |= {"call", "refuse", "close"} | ({"code"} if request.email else set())
    if state.identified:
        found |= {"answer", "refuse", "partly", "close"} | _work(request)
    if state is RequestState.VERIFIED:
        found |= {"assess"}
    if state in ANSWERED:
        found |= {"close"}
    if may_extend(request, now):
        found |= {"extend"}
    return frozenset(found)


def _work(request: Request) -> set[str]:
    """What the right itself is carried out by."""
    if request.status is RequestState.FULFILLING:
        return set()
    work = {
        Right.ACCESS: {"copy"},
        Right.COPY: {"copy"},
        Right.DESTRUCTION: {"erase"},
        Right.RESTRICTION: {"restrict"},
        Right.CORRECTION: {"restrict"},
        Right.WITHDRAW: {"withdraw_consents"},
    }
    return work.get(request.kind, set())
