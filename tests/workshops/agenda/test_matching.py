"""Whether two events are the same one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from workshops.agenda.matching import Candidate, find

START = datetime(2026, 11, 22, 15, tzinfo=UTC)
KNOWN = Candidate(("أساسيات الخط الكوفي", "Foundations of Kufic"), ("مرسم جاكس", "JAX studio"), START, "it")


def found(title: str, place: str = "", start: datetime = START) -> object:
    match = find(title, place, start, [KNOWN])
    return match.thing if match else None


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("أساسيات الخط الكوفي", "مرسم جاكس"),
        ("اساسيات الخطّ الكوفى", ""),
        ("Foundations of Kufic", "JAX studio, Diriyah"),
        ("KUFIC, foundations of", "jax"),
    ],
)
def test_the_same_however_it_is_written(title, place):
    assert found(title, place) == "it"


@pytest.mark.parametrize(
    ("title", "place", "start"),
    [
        ("Foundations of Kufic", "Hafez Gallery", START),
        ("Foundations of Naskh writing", "JAX studio", START),
        ("Foundations of Kufic", "JAX studio", START + timedelta(hours=1)),
        ("", "JAX studio", START),
        ("!!!", "", START),
    ],
)
def test_another_place_name_or_hour_is_another_event(title, place, start):
    assert found(title, place, start) is None


def test_the_same_instant_in_another_zone_is_the_same():
    from zoneinfo import ZoneInfo

    assert found("Foundations of Kufic", "", START.astimezone(ZoneInfo("Asia/Riyadh"))) == "it"
