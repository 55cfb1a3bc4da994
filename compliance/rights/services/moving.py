"""The one way in which a request moves: state, time line, audit, letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from compliance import audit
from compliance.rights import events, rules
from compliance.rights.enums import ANSWERED, RequestState, StepKind
from compliance.rights.exceptions import MovedOn, NotAnOfficer, OwnRequest
from compliance.rights.models import Request, Step


def officer(request: Request, by: Any, act: str, now: datetime) -> None:
    """Raises NotAnOfficer, OwnRequest, MovedOn when the state does not allow the act."""
    if not rules.may_handle(by, request):
        raise OwnRequest if rules.owns(by, request) else NotAnOfficer
    if act not in rules.acts(request, now):
        raise MovedOn


def move(
    request: Request,
    to: RequestState,
    *,
    by: Any | None,
    now: datetime,
    text: str = "",
    letter: str = "",
    public: bool = True,
    **changes: Any,
) -> Step:
    """Moves a locked request and writes the step. Raises MovedOn."""
    before = request.status
    if not before.may_become(to):
        raise MovedOn
    fields: dict[str, Any] = {**changes, "state": to}
    if to in ANSWERED:
        fields["answered_at"] = now
    elif not to.open:
        fields["closed_at"] = now
    for name, value in fields.items():
        setattr(request, name, value)
    request.save(update_fields=list(fields))
    audit.record(
        f"rights.request.{to}",
        subject=request,
        actor=by,
        before={"state": str(before)},
        after={"state": str(to), "ground": request.ground},
    )
    return write(request, by=by, now=now, before=before, after=to, text=text, letter=letter, public=public)


def write(
    request: Request,
    *,
    by: Any | None,
    now: datetime,
    kind: StepKind = StepKind.MOVE,
    before: str = "",
    after: str = "",
    text: str = "",
    letter: str = "",
    public: bool = True,
) -> Step:
    """A line of the time line; a letter named with it leaves after the commit."""
    step = Step.objects.create(
        request=request,
        kind=kind,
        actor=by if getattr(by, "pk", None) else None,
        before=before,
        after=after,
        text=text,
        letter=letter,
        public=public,
        at=now,
    )
    if letter:
        events.send(step)
    return step
