"""What may be attached: pictures drawn anew, documents that were looked into, names that are safe."""

from __future__ import annotations

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from commissions.progress import enclosures
from commissions.progress.enums import AttachmentKind
from commissions.progress.exceptions import (
    FileTooHeavy,
    FileUnknown,
    PaperActive,
    PaperCarriesFiles,
    PaperDamaged,
    PaperLocked,
)
from core.bidi import clean_line
from tests.factories.progress import pdf, picture


def test_a_picture_is_drawn_anew_without_what_the_camera_told() -> None:
    found = enclosures.read(picture("شتاء.png", (4_000, 1_000)))
    assert (found.kind, found.name) == (AttachmentKind.PICTURE, "شتاء.jpg")
    assert (found.width, found.height) == (2_400, 600)
    with Image.open(io.BytesIO(found.data)) as shown:
        assert shown.format == "JPEG"
        assert dict(shown.getexif()) == {}


def test_a_document_is_kept_as_it_came() -> None:
    file = pdf("offer.pdf", "Light")
    found = enclosures.read(file)
    file.seek(0)
    assert (found.kind, found.name, found.pages) == (AttachmentKind.PDF, "offer.pdf", 1)
    assert found.data == file.read()
    assert "Light" in found.words


def test_a_document_is_known_by_its_beginning_not_by_its_name() -> None:
    assert enclosures.read(pdf("photo.jpg")).name == "photo.pdf"


def test_what_a_code_in_a_picture_says_is_read() -> None:
    out = io.BytesIO()
    segno.make("https://wa.me/966501234567").save(out, kind="png", scale=6)
    found = enclosures.read(SimpleUploadedFile("card.png", out.getvalue()))
    assert found.words == "https://wa.me/966501234567"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\xff\xd8\xff\xe0" + b"\x00" * 200,
        b"GIF89a" + b"\x00" * 50,
        b"MZ\x90\x00",
    ],
)
def test_what_is_neither_is_refused(data: bytes) -> None:
    with pytest.raises(FileUnknown):
        enclosures.read(SimpleUploadedFile("x.png", data))


def test_a_bomb_is_refused_by_its_header() -> None:
    out = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(out, "PNG")
    with pytest.raises(FileUnknown):
        enclosures.read(SimpleUploadedFile("bomb.png", out.getvalue()))


@pytest.mark.parametrize(
    ("hostile", "error"),
    [
        ({"action": "/JavaScript"}, PaperActive),
        ({"attached": b"x"}, PaperCarriesFiles),
        ({"password": "x"}, PaperLocked),
    ],
)
def test_a_hostile_document_is_refused_in_words(hostile: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        enclosures.read(pdf(**hostile))


def test_a_damaged_document_is_refused() -> None:
    with pytest.raises(PaperDamaged):
        enclosures.read(SimpleUploadedFile("x.pdf", b"%PDF-1.4 nothing"))


@pytest.mark.parametrize("make", [picture, pdf])
def test_what_is_too_heavy_is_not_read_to_its_end(make: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosures, "MAX_BYTES", 100)
    with pytest.raises(FileTooHeavy):
        enclosures.read(make())  # type: ignore[operator]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ('a"b\r\nX: y.pdf', "a-b X- y.pdf"),
        ("خطة العمل.PDF", "خطة العمل.pdf"),
        ("", "pdf.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
        ("\u202egnp.exe", "gnp.pdf"),
    ],
)
def test_names_are_safe(said: str, name: str) -> None:
    assert enclosures.name_of(clean_line(said), AttachmentKind.PDF) == name


def test_the_header_names_a_file_in_any_script() -> None:
    assert enclosures.disposition("خطة.pdf", inline=False) == (
        "attachment; filename=\"pdf\"; filename*=UTF-8''%D8%AE%D8%B7%D8%A9.pdf"
    )
