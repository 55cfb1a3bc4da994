"""A register row as people read it: each column's value in one language, whatever kind it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext

from compliance.records import template
from compliance.records.enums import Trigger
from compliance.records.models import Activity, Assessment
from compliance.records.template import Column


@dataclass(frozen=True, slots=True)
class Cell:
    """`value` is text, a number or None; `missing` where the column must be filled and is not."""

    column: Column
    value: str | int | None
    missing: bool
    asked: bool


def listed() -> QuerySet[Activity]:
    """Activities with what their rows need, in three queries however many there are."""
    return Activity.objects.prefetch_related("assessments", "versions__by").order_by("state", "code")


def cells(activity: Activity, language: str, breaches: Iterable[str] = ()) -> list[Cell]:
    """Every column of the template, in its order."""
    content = content_of(activity, breaches)
    open_ones = {column.code for column in template.missing(content)}
    asked_for = template.needs_assessment(content)
    return [
        Cell(
            column,
            said(content.get(column.code), language),
            missing=column.code in open_ones,
            asked=column.mark is template.Mark.MANDATORY or (asked_for and column.mark is template.Mark.DPIA),
        )
        for column in template.COLUMNS
    ]


def content_of(activity: Activity, breaches: Iterable[str] = ()) -> dict[str, Any]:
    """The machine's and the staff's columns with what hangs on the activity: assessment, breaches, last change."""
    return {
        **activity.generated,
        **activity.answers,
        "started_on": activity.started_on.isoformat(),
        "ended_on": activity.ended_on.isoformat() if activity.ended_on else None,
        "breaches": ", ".join(breaches) or None,
        "updated": _updated(activity),
        **_assessed(activity),
    }


def said(value: Any, language: str) -> str | int | None:
    """One value in one language; a pair falls back to the other one."""
    if isinstance(value, dict):
        other = "en" if language == "ar" else "ar"
        return str(value.get(language) or value.get(other) or "") or None
    if isinstance(value, bool):
        return pgettext("register", "Yes") if value else pgettext("register", "No")
    return value if isinstance(value, int) else (str(value) if value else None)


def _updated(activity: Activity) -> str:
    """The day, and the number of the officer's account: names of staff do not go into the register."""
    versions = list(activity.versions.all())
    by = versions[0].by_id if versions else None
    day = activity.changed_at.date().isoformat()
    return f"{day} ({gettext('officer')} {by})" if by else f"{day} ({gettext('from the declarations')})"


def _assessed(activity: Activity) -> Mapping[str, Any]:
    """The newest decided impact assessment."""
    decided = [row for row in activity.assessments.all() if row.kind == "impact" and row.state == "decided"]
    if not decided:
        return {}
    newest: Assessment = max(decided, key=lambda row: row.pk)
    return {
        "dpia_reason": ", ".join(_reasons(newest)),
        "dpia_findings": newest.get_outcome_display(),
        "dpia_date": newest.decided_at.date().isoformat() if newest.decided_at else None,
        "dpia_reference": newest.number,
    }


def _reasons(assessment: Assessment) -> list[str]:
    return [str(Trigger(code).label) for code in assessment.triggers]
