"""The whole demo, small: through the services, twice the same, people who can sign in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.contrib.auth import authenticate
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command

from accounts.models import User
from marketplace.demo import stages
from marketplace.imaging import storage
from marketplace.imaging.models import Image
from marketplace.models import Artist, Artwork, Collection, Gallery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings) -> Path:
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(storage, "originals", lambda: FileSystemStorage(tmp_path / "originals"))
    monkeypatch.setattr(storage, "media", lambda: FileSystemStorage(tmp_path / "media", base_url="/media/"))
    # Threads do not see the test's transaction: the first pictures are made ready here, in a row.
    from marketplace.demo import catalogue

    monkeypatch.setattr(
        catalogue,
        "make_ready",
        lambda images: [catalogue.imaging.make_renditions(image_id=one.pk) for one in images[:2]],
    )
    return tmp_path


def demo(**options) -> str:
    out = io.StringIO()
    call_command("demo", stage="catalogue", works=12, artists=4, pixels=160, stdout=out, **options)
    return out.getvalue()


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Artist, Gallery, Artwork, Image, Collection, User))


def test_a_small_market(places):
    said = demo()
    assert counts()[:4] == (4, 1, 12, 12)
    assert "works: 12/12" in said
    work = Artwork.objects.filter(featured=True).order_by("pk")[0]
    assert (work.title_ar, work.title_en) == ("صحن الضوء", "Courtyard of Light")
    assert (work.state, work.price_minor is not None, work.artist.name_ar) == (
        "published",
        True,
        "نورة السديري",
    )
    assert work.images.get().alt_ar.startswith("نجوم ثمانية")
    assert {seller.verified_at is not None for seller in {one.seller for one in Artwork.objects.all()}} == {
        True
    }


def test_twice_is_once(places):
    demo()
    before = counts()
    accounts = (places / "demo-accounts.txt").read_text()
    demo()
    assert counts() == before
    assert (places / "demo-accounts.txt").read_text() == accounts


def test_only_if_empty(places):
    demo()
    assert "nothing to do" in demo(if_empty=True)


def test_the_written_passwords_open_the_door(places, rf):
    said = demo()
    path = places / "demo-accounts.txt"
    lines = path.read_text().splitlines()
    assert path.stat().st_mode & 0o077 == 0
    assert len(lines) == 5
    for line in lines:
        email, password = line.split()[:2]
        assert line in said
        assert User.objects.get(email=email).check_password(password)
        assert authenticate(rf.post("/"), email=email, password=password).email == email
    staff = User.objects.get(email="staff@artsouk.test")
    assert (staff.is_staff, staff.is_superuser) == (True, True)
    assert User.objects.filter(is_superuser=True).count() == 1


def test_a_run_that_was_cut_off_gives_new_passwords(places):
    demo()
    path = places / "demo-accounts.txt"
    kept, lost = path.read_text().splitlines()[:4], path.read_text().splitlines()[4]
    path.write_text("\n".join(kept) + "\n")
    demo()
    *same, fresh = path.read_text().splitlines()
    assert same == kept
    assert fresh.split()[0] == lost.split()[0]
    assert User.objects.get(email=fresh.split()[0]).check_password(fresh.split()[1])


def test_the_artist_and_the_gallery_have_their_studios(places):
    demo()
    artist, gallery = (User.objects.get(email=f"{name}@artsouk.test") for name in ("noura", "dar"))
    assert Artist.objects.get(seller__memberships__user=artist).name_en == "Noura Al-Sudairi"
    assert Gallery.objects.get(seller__memberships__user=gallery).name_ar == "دار الطين"


def test_an_unknown_stage():
    with pytest.raises(CommandError, match="no stage 'kitchen'"):
        call_command("demo", stage="kitchen")


def test_a_higher_app_adds_a_stage():
    seen = []
    name = "test-stage"
    try:
        stages.stage(name)(lambda context: seen.append(context.seed))
        assert stages.names()[0] == "catalogue"
        call_command("demo", stage=name, seed=9, stdout=io.StringIO())
        with pytest.raises(ValueError, match="already"):
            stages.stage(name)(lambda context: None)
    finally:
        stages._stages.pop(name)
    assert seen == [9]
