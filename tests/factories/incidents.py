"""Breaches for tests."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from compliance.incidents import services
from compliance.incidents.enums import Audience, BreachKind, Risk
from compliance.incidents.models import Breach

AWARE: Final = datetime(2026, 11, 19, 20, 30, tzinfo=UTC)
FACTS: Final = {
    "happened_at": AWARE - timedelta(hours=5),
    "circumstances_ar": "وصل كشف بعناوين التوصيل إلى بائع لا يخصه.",
    "circumstances_en": "A list of delivery addresses reached a seller whom it did not concern.",
    "data_kinds": ["contact", "address"],
    "people_kinds": ["collectors"],
    "people_count": 12,
    "count_exact": True,
    "risk": "some",
    "risks_ar": "قد يتصل بكم شخص يدّعي أنه من المتجر.",
    "risks_en": "Somebody may call you and claim to be the shop.",
    "measures_ar": "حُذف الكشف وأُغلق المنفذ.",
    "measures_en": "The list was deleted and the way was closed.",
    "advice_ar": "لا تعطوا رمزًا لأحد.",
    "advice_en": "Give no code to anybody.",
}


def breach(by: Any, *, drill: bool = False, now: datetime = AWARE, **given: Any) -> Breach:
    """Just entered."""
    facts: dict[str, Any] = {
        "title": "Addresses to the wrong seller",
        "kind": BreachKind.DISCLOSURE,
        "aware_at": AWARE,
    }
    return services.open_breach(by=by, drill=drill, now=now, **{**facts, **given})


def assessed(by: Any, *, drill: bool = False, told: bool = True, **given: Any) -> Breach:
    """Described and assessed: the authority must be told; the people too unless `told` is False."""
    row = breach(by, drill=drill, **given)
    services.describe(number=row.number, by=by, facts=FACTS, now=AWARE + timedelta(hours=1))
    return services.assess(
        number=row.number,
        by=by,
        risk=Risk.SOME,
        report_needed=True,
        tell_subjects=told,
        reason="" if told else "Nobody can be harmed by it.",
        now=AWARE + timedelta(hours=2),
    )


def reported(by: Any, **given: Any) -> Breach:
    row = assessed(by, **given)
    now = AWARE + timedelta(hours=3)
    services.draft_notice(number=row.number, by=by, audience=Audience.AUTHORITY, now=now)
    return services.report(number=row.number, by=by, reference="SDAIA-1", now=now)
