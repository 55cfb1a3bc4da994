"""Looks of staff at personal data: each has a reason, and each is an entry of the audit log.

The reason is asked once for each kind of record (the app that keeps it) and holds for thirty minutes, in the
session. Within it, a record that is opened several times is one entry. Admin pages are watched by
`compliance.middleware.LooksMiddleware`; a staff page of its own calls `note` with its case as the reason, or
`has_reason` and `ask`.
"""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from typing import Any, Final
from urllib.parse import urlencode

from django.apps import apps
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from compliance import audit, registry
from compliance.events import LOOKED

REASONS: Final = "look_reasons"
SEEN: Final = "looked_at"
HOLDS: Final = 30 * 60
MOST_SEEN: Final = 500

Session = MutableMapping[str, Any]


def kind_of(model: type[models.Model]) -> str:
    """Records of one app are opened for one reason."""
    return model._meta.app_label


def kinds() -> list[str]:
    """Every kind that holds declared personal data."""
    return sorted({kind_of(apps.get_model(one.model)) for one in registry.declarations()})


def give_reason(session: Session, kind: str, reason: str, *, seconds: float = HOLDS) -> None:
    """From now on records of this kind may be opened; what was seen for an older reason counts anew."""
    session[REASONS] = {**session.get(REASONS, {}), kind: [reason, time.time() + seconds]}
    session[SEEN] = [mark for mark in session.get(SEEN, []) if not mark.startswith(f"{kind}.")]


def reason_for(session: Session, kind: str) -> str:
    """The reason that holds now; empty when one must be given."""
    reason, until = session.get(REASONS, {}).get(kind, ("", 0))
    return str(reason) if until > time.time() else ""


def ask(request: HttpRequest, kind: str) -> HttpResponse:
    """To the page that asks for a reason, and back to this one."""
    query = urlencode({"kind": kind, "next": request.get_full_path()})
    return redirect(f"{reverse('compliance:look_reason')}?{query}")


def note(request: HttpRequest, subject: models.Model, *, reason: str = "") -> None:
    """Write the look down, once for a record and reason. `reason` is the case; else the one in the session."""
    model, pk = type(subject), subject.pk
    why = reason or reason_for(request.session, kind_of(model))
    mark = f"{model._meta.label_lower}:{pk}"
    seen: list[str] = request.session.get(SEEN, [])
    if reason:
        mark = f"{mark}:{reason}"
    if mark in seen:
        return
    with transaction.atomic():
        audit.record(
            LOOKED, subject=_nameless(model, pk), actor=request.user, after=_people(model, pk), note=why
        )
    request.session[SEEN] = [*seen, mark][-MOST_SEEN:]


def was_seen(request: HttpRequest, model: type[models.Model], pk: Any) -> bool:
    return f"{model._meta.label_lower}:{pk}" in request.session.get(SEEN, [])


def _nameless(model: type[models.Model], pk: Any) -> models.Model:
    """The record as the log may name it: by its number only, because its text may name the person."""
    stand_in = model(pk=pk)
    stand_in.audit_text = f"#{pk}"  # type: ignore[attr-defined]
    return stand_in


def _people(model: type[models.Model], pk: Any) -> dict[str, Any] | None:
    """The accounts of which the record speaks, by number."""
    declaration = registry.declaration_of(model)
    if declaration is None or not declaration.subject:
        return None
    path = "pk" if declaration.subject == "self" else declaration.subject
    rows = model._base_manager.filter(pk=pk).values_list(path, flat=True)  # noqa: SLF001
    return {"people": sorted({number for number in rows if number is not None})}
