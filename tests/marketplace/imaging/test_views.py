"""The served files, and nothing else of the stores."""

from __future__ import annotations

import pytest

from marketplace.imaging.models import Rendition
from tests.factories.imaging import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("form", "mime"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpeg", "image/jpeg")]
)
def test_a_rendition_is_served_for_ever(client, stores, form, mime):
    ImageFactory(ready=True)
    row = Rendition.objects.filter(format=form).first()
    answer = client.get(f"/media/{row.path}", headers={"accept-encoding": "gzip"})
    assert answer.status_code == 200
    assert answer.content == (stores["media"] / row.path).read_bytes()
    assert answer["Content-Type"] == mime
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/media/{row.path}", headers={"if-none-match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_nothing_else_is_there(client, stores, settings):
    image = ImageFactory(ready=True)
    (stores["media"] / "secret.txt").write_text("no")
    path = Rendition.objects.first().path
    for wrong in (
        image.original,
        "secret.txt",
        "../originals/" + image.original,
        path.replace("-r1-", "-r2-"),
        "works/" + "%2e%2e/" * 3 + "etc/passwd",
        path + ".txt",
    ):
        assert client.get(f"/media/{wrong}").status_code == 404, wrong
    assert client.post(f"/media/{path}").status_code == 405
    settings.SERVE_MEDIA = False
    assert client.get(f"/media/{path}").status_code == 404
