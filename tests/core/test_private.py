"""Signed addresses of private files."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from core import private

JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def stored() -> Iterator[str]:
    store = storages["originals"]
    name = store.save("private/a.jpg", ContentFile(JPEG))
    yield name
    store.delete(name)


def test_a_picture_is_shown_to_whoever_has_the_address(client, stored: str) -> None:
    answer = client.get(private.address(stored, mime="image/jpeg", name="وجه.jpg"))
    assert (answer.status_code, answer.getvalue(), answer["Content-Type"]) == (200, JPEG, "image/jpeg")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("inline;")


def test_a_document_is_a_download(client, stored: str) -> None:
    answer = client.get(private.address(stored, mime="application/pdf", name="paper.pdf"))
    assert answer["Content-Disposition"] == 'attachment; filename="paper.pdf"'


def test_it_tells_nothing_and_ends_after_a_quarter_of_an_hour(client, stored: str) -> None:
    address = private.address(stored, mime="image/jpeg")
    assert stored not in address
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False) as clock:
        address = private.address(stored, mime="image/jpeg")
        clock.shift(private.LIFE - 1)
        assert client.get(address).status_code == 200
        clock.shift(2)
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("change", [lambda path: path[:-3] + "xx/", lambda _path: "/private/a.jpg/"])
def test_a_guess_finds_nothing(client, stored: str, change) -> None:
    assert client.get(change(private.address(stored, mime="image/jpeg"))).status_code == 404


def test_a_file_that_went_is_not_found(client) -> None:
    assert client.get(private.address("private/gone.jpg", mime="image/jpeg")).status_code == 404
