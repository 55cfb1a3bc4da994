"""The proof: a person is everywhere in the house, asks for the copy, asks for the erasure, and is gone.

The makers in `completeness/` leave rows of every declared model, a mark of its own stands in every personal field,
and other people's words name the person. A new model without a maker fails here by its name.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from compliance import obstacles, registry
from compliance.copies import contents, files
from compliance.erasure import services
from compliance.erasure.enums import State
from compliance.subjects import rows
from core.enums import OutboxState
from core.models import OutboxMessage
from tests.compliance.completeness import (  # noqa: F401  they register themselves
    makers_house,
    makers_making,
    makers_market,
    makers_money,
)
from tests.compliance.completeness.expected import FILES_BY_LAW, KEPT, TOO_SHORT
from tests.compliance.completeness.files import holding
from tests.compliance.completeness.life import MAKERS, Life
from tests.compliance.completeness.marks import mark_everything, mention_everywhere, too_short
from tests.compliance.completeness.others import picture_of
from tests.compliance.completeness.traces import places_of
from tests.factories.copies import make_copy
from tests.factories.erasure import approved

WORD, ARABIC = "zarqavox", "زرقافوكس"
OTHER, OTHER_ARABIC = "otherland", "غيريستان"


@pytest.fixture
def own_files(settings, tmp_path: Path) -> Iterator[None]:
    """Both storages, empty and of this test alone."""
    kept = settings.STORAGES
    system = "django.core.files.storage.FileSystemStorage"
    own = {
        name: {"BACKEND": system, "OPTIONS": {"location": tmp_path / name}}
        for name in ("default", "originals")
    }
    settings.STORAGES = {**kept, **own}
    settings.ERASURE_REPLAY_FILE = tmp_path / "outside" / "replay.jsonl"
    storages.__dict__.pop("backends", None)
    storages._storages = {}
    yield
    settings.STORAGES = kept
    storages.__dict__.pop("backends", None)
    storages._storages = {}


def test_every_declared_model_has_a_maker():
    declared = {declaration.model for declaration in registry.declarations()}
    assert sorted(declared - MAKERS.keys()) == []
    assert sorted(MAKERS.keys() - declared) == []


def test_what_no_mark_fits_into_is_no_text_of_a_person():
    assert too_short(WORD) == TOO_SHORT


@pytest.mark.django_db
def test_a_person_leaves_with_everything_and_nothing_stays_but_what_a_law_keeps(
    own_files, monkeypatch, run_outbox
):
    monkeypatch.setattr(obstacles, "_finders", {})  # what is open has tests of its own
    life, other = _lived(WORD, ARABIC), _lived(OTHER, OTHER_ARABIC)
    marks = mark_everything(life.subject, WORD)
    mark_everything(other.subject, OTHER)
    mention_everywhere(life.subject, other.subject, [life.user.email, life.user.name_ar, life.user.name_en])
    _quiet()

    _is_copied(life, marks)
    _quiet()

    before = picture_of(other.subject)
    erasure = services.run(erasure=approved(life.user))
    assert (erasure.state, erasure.problem) == (State.DONE, "")
    run_outbox()
    erasure = services.pass_again(erasure=erasure)
    assert (erasure.problem, erasure.passed_again_at is not None) == ("", True)
    run_outbox()

    assert places_of([WORD, ARABIC]) == KEPT
    assert holding(WORD) == sorted(f"originals:completeness/{life.user.pk}/{name}" for name in FILES_BY_LAW)
    assert picture_of(other.subject) == before


def _lived(word: str, arabic: str) -> Life:
    life = Life(word, arabic)
    life.live()
    subject = life.subject
    assert [one.model for one in registry.declarations() if not rows(one, subject).exists()] == []
    return life


def _quiet() -> None:
    """What the makers' services still had to tell has been told."""
    waiting = OutboxMessage.objects.filter(state=OutboxState.WAITING)
    waiting.update(state=OutboxState.DONE, finished_at=timezone.now())


def _is_copied(life: Life, marks: dict[str, str]) -> None:
    """Every mark of what is given out stands in the copy, no secret, and nobody else's word."""
    copy = make_copy(life.user)
    packed = zipfile.ZipFile(io.BytesIO(b"".join(files.read(copy))))
    everything = (
        b"\n".join(packed.read(name) for name in packed.namelist()).decode("utf-8", "replace").lower()
    )
    told = json.dumps(json.loads(packed.read("data.json")), ensure_ascii=False).lower() + everything
    given, withheld = _given_out(marks)
    assert [where for mark, where in given.items() if mark not in told] == []
    assert [where for mark, where in withheld.items() if mark in told] == []
    assert [word for word in (OTHER, OTHER_ARABIC) if word in told] == []


def _given_out(marks: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The marks of what a copy shows, and of what it keeps back."""
    shown = {
        f"{kind.declaration.model}.{column.name}"
        for chapter in contents.chapters()
        for kind in chapter.kinds
        for column in kind.columns
        if column.name not in kind.declaration.others
    }
    given: dict[str, Any] = {mark: where for mark, where in marks.items() if where in shown}
    kept_back = {mark: where for mark, where in marks.items() if where in _secrets()}
    return given, kept_back


def _secrets() -> set[str]:
    return {
        f"{one.model}.{name}"
        for one in registry.declarations()
        for name in ((*one.secret, *one.others) if one.exported else one.fields)
    }
