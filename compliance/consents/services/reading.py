"""Staff who look at a person's consents leave a trace."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from compliance import audit


@transaction.atomic
def record_reading(*, person: Any, by: Any, reason: str) -> None:
    audit.record("consents.person.read", subject=person, actor=by, note=reason)


@transaction.atomic
def record_export(*, person: Any, by: Any, rows: int, reason: str) -> None:
    audit.record("consents.person.exported", subject=person, actor=by, after={"rows": rows}, note=reason)
