"""What the outbox brings to trust and safety: letters and notices."""

from __future__ import annotations

from typing import Any

from compliance.safety import letters
from compliance.safety.models import Case, Report, Suspension
from core.outbox import handles


@handles("safety.reported")
def on_reported(payload: dict[str, Any]) -> None:
    letters.report_received(Report.objects.select_related("case", "reporter").get(pk=payload["report"]))


@handles("safety.decided")
def on_decided(payload: dict[str, Any]) -> None:
    letters.decided(_case(payload))


@handles("safety.appealed")
def on_appealed(payload: dict[str, Any]) -> None:
    letters.appealed(_case(payload))


@handles("safety.answered")
def on_answered(payload: dict[str, Any]) -> None:
    letters.answered(_case(payload))


@handles("safety.lifted")
def on_lifted(payload: dict[str, Any]) -> None:
    rows = Suspension.objects.select_related("user", "decision__case")
    letters.lifted(rows.get(pk=payload["suspension"]))


def _case(payload: dict[str, Any]) -> Case:
    return Case.objects.select_related("decision__appeal__by").get(pk=payload["case"])
