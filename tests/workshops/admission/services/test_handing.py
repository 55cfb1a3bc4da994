"""Files for participants: added by the organiser's people only, once, and taken away again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.admission import Door, door, picture, upload
from tests.factories.workshops import RunFactory
from workshops.admission import queries, services
from workshops.admission.exceptions import FileRefused, NotAtThisDoor, TitleMissing, TooManyMaterials
from workshops.admission.models import Material
from workshops.admission.services import handing

pytestmark = pytest.mark.django_db


def add(here: Door, **given: Any) -> Material:
    facts = {
        "event": here.event,
        "run": None,
        "title_ar": "ورقة العمل",
        "title_en": "Worksheet",
        "file": upload(),
        "by": here.owner,
    }
    return services.add_material(**{**facts, **given})


def test_added() -> None:
    here = door()
    row = add(here)
    assert (row.kind, row.title_ar, row.title_en, row.added_by) == (
        "pdf",
        "ورقة العمل",
        "Worksheet",
        here.owner,
    )
    assert list(queries.materials_of(here.event)) == [row]


def test_the_same_file_again_is_the_same_material() -> None:
    here = door()
    assert add(here) == add(here)
    assert add(here, run=here.run) != add(here)
    assert Material.objects.count() == 2


def test_of_one_run_only() -> None:
    here = door()
    other = RunFactory(event=here.event)
    every, mine = add(here), add(here, run=here.run, file=upload(picture(), "a.png"))
    assert list(queries.materials_of(here.event, here.run)) == [every, mine]
    assert list(queries.materials_of(here.event, other)) == [every]


def test_an_outsider_adds_and_removes_nothing() -> None:
    here = door()
    for person in (UserFactory(), door().owner, here.ticket().registration.booker):
        with pytest.raises(NotAtThisDoor):
            add(here, by=person)
    assert not Material.objects.exists()
    row = add(here)
    with pytest.raises(NotAtThisDoor):
        services.remove_material(material=row, by=door().owner)
    row.refresh_from_db()
    assert row.removed_at is None


def test_removed() -> None:
    here = door()
    row = services.remove_material(material=add(here), by=here.owner)
    assert row.removed_at is not None
    assert not queries.materials_of(here.event).exists()
    assert add(here) != row


def test_a_title_is_needed_in_one_language() -> None:
    here = door()
    with pytest.raises(TitleMissing):
        add(here, title_ar=" ", title_en="")
    assert add(here, title_en="").title_en is None


def test_a_file_that_is_none_leaves_nothing() -> None:
    here = door()
    with pytest.raises(FileRefused):
        add(here, file=upload(b"nothing"))
    assert not Material.objects.exists()


def test_not_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing, "MOST", 1)
    here = door()
    add(here)
    with pytest.raises(TooManyMaterials):
        add(here, file=upload(picture(), "a.png"))
