"""Words and photos in the time line."""

from __future__ import annotations

import io

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError
from PIL import Image

from core import pictures
from orders.aftercare import photos, services
from orders.aftercare.exceptions import MovedOn, PhotoRefused, PhotoTooHeavy, WordsMissing
from orders.aftercare.models import Case, CaseEntry, CasePhoto
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.aftercare import case_of, delivered, picture
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def test_both_sides_and_staff_write_into_one_line() -> None:
    owner = UserFactory()
    case = case_of(delivered(seller=SellerFactory(owner=owner)))
    for person in (case.order.buyer, owner, AdminFactory()):
        services.say(case=case, by=person, text="مرحبًا")
    told = list(case.entries.filter(kind="message").values_list("side", "text"))
    assert told == [("buyer", "مرحبًا"), ("seller", "مرحبًا"), ("staff", "مرحبًا")]


def test_nothing_said_is_no_entry() -> None:
    case = case_of()
    with pytest.raises(WordsMissing):
        services.say(case=case, by=case.order.buyer, text=" \u200e\n ")
    assert case.entries.count() == 1


def test_a_closed_case_is_closed() -> None:
    case = case_of()
    services.take_back(case=case, by=case.order.buyer)
    with pytest.raises(MovedOn):
        services.say(case=case, by=case.order.buyer, text="One more thing")
    assert case.entries.filter(kind="message").count() == 0


def test_an_entry_is_never_changed() -> None:
    entry = case_of().entries.get()
    for change in (lambda: CaseEntry.objects.update(text="other"), entry.delete):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            change()
    assert CaseEntry.objects.get().text == "الإطار مكسور"


def test_a_case_is_never_deleted_nor_its_terms_changed() -> None:
    case = case_of()
    for change in (
        lambda: Case.objects.filter(pk=case.pk).delete(),
        lambda: Case.objects.update(claimed=1),
        lambda: Case.objects.update(kind="other"),
    ):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            change()
    assert Case.objects.get().claimed == 185_000


def test_a_photo_is_ours_when_it_is_kept() -> None:
    case = case_of(files=[picture()])
    row = CasePhoto.objects.get()
    with Image.open(io.BytesIO(photos.load(row.path))) as kept:
        assert (kept.format, kept.size, dict(kept.getexif())) == ("JPEG", (640, 480), {})
    assert row.path == f"cases/{case.pk}/{row.sha256}.jpg"


def test_a_large_photo_is_made_smaller() -> None:
    case_of(files=[picture(size=(4000, 3000))])
    row = CasePhoto.objects.get()
    assert (row.width, row.height) == (2000, 1500)


def test_what_is_no_picture_is_refused_and_nothing_opened() -> None:
    order = delivered()
    for content in (
        b"",
        b"<svg onload=alert(1)>",
        b"%PDF-1.7",
        picture().read()[:300],
        b"GIF89a" + b"\0" * 99,
    ):
        from django.core.files.uploadedfile import SimpleUploadedFile

        with pytest.raises(PhotoRefused) as refused:
            case_of(order, files=[SimpleUploadedFile("x.jpg", content)])
        assert "x.jpg" in refused.value.text
    assert (Case.objects.count(), CasePhoto.objects.count()) == (0, 0)


def test_a_photo_too_heavy_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photos, "MAX_BYTES", 100)
    with pytest.raises(PhotoTooHeavy):
        case_of(files=[picture()])


def test_a_bomb_is_refused_by_its_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PIXELS", 640 * 480 - 1)
    with pytest.raises(PhotoRefused):
        case_of(files=[picture()])
