"""What the outbox brings: letters, codes, notices to the office, files to destroy."""

from __future__ import annotations

from typing import Any

from compliance.rights import events, evidence, letters, queries
from compliance.rights.models import Request, Step
from core.outbox import handles


@handles(events.LETTER)
def on_letter(payload: dict[str, Any]) -> None:
    letters.tell(Step.objects.select_related("request__user").get(pk=payload["step"]))


@handles(events.CODE)
def on_code(payload: dict[str, Any]) -> None:
    """A code that was used or replaced in the meantime is not sent any more."""
    request = Request.objects.select_related("code").filter(pk=payload["request"], code__isnull=False).first()
    if request is not None and request.code.sent == payload["count"]:
        letters.code(request, payload["secret"])


@handles(events.ARRIVED)
def on_arrived(payload: dict[str, Any]) -> None:
    request = Request.objects.get(pk=payload["request"])
    for person in queries.officers():
        if person.pk != request.user_id:
            letters.arrived(person, request)


@handles(events.EVIDENCE)
def on_evidence(payload: dict[str, Any]) -> None:
    evidence.destroy(payload["path"])
