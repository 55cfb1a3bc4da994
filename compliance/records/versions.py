"""Versions: what the content is, what changed, and the hash that chains each to the one before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from compliance.records.models import Activity, Assessment, Version
from core import chain


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What changed, by column, in the order of the new content: [{"code", "before", "after"}, ...]."""
    codes = dict.fromkeys([*after, *before])
    return [
        {"code": code, "before": before.get(code), "after": after.get(code)}
        for code in codes
        if before.get(code) != after.get(code)
    ]


def write(
    thing: Activity | Assessment, content: Mapping[str, Any], *, by: Any, at: datetime, note: str = ""
) -> Version | None:
    """A new version of a locked thing, unless nothing changed. Saves nothing but the version.

    The hash follows `core.chain`: over the previous version's hash and the content.
    """
    last = thing.versions.order_by("-number").first()
    changes = diff(last.content if last else {}, content)
    if last is not None and not changes:
        return None
    previous = last.sha256 if last else chain.GENESIS
    of = {"activity" if isinstance(thing, Activity) else "assessment": thing}
    return Version.objects.create(
        **of,
        number=(last.number if last else 0) + 1,
        content=dict(content),
        changes=changes,
        prev_hash=previous,
        sha256=chain.link(previous, dict(content)),
        note=note[:300],
        by=by,
        at=at,
    )


def first_break(thing: Activity | Assessment) -> int | None:
    """The number of the first version that does not fit its hash; None when the chain is whole."""
    rows = list(thing.versions.order_by("number"))
    place = chain.first_break(chain.Link(row.prev_hash, row.sha256, row.content) for row in rows)
    return None if place is None else rows[place].number
