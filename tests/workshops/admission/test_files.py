"""What is handed out is looked into, whatever its name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.factories.admission import PDF, archive, picture, upload
from workshops.admission import files
from workshops.admission.enums import FileKind
from workshops.admission.exceptions import ArchiveRefused, FileRefused, FileTooHeavy, PdfRefused


@pytest.fixture(autouse=True)
def _own_store(tmp_path: Path, settings: Any) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "originals": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        },
    }


def test_a_pdf_stays_as_it_is() -> None:
    found = files.check(upload(PDF, "a.exe"))
    assert (found.kind, found.data, found.size) == (FileKind.PDF, PDF, len(PDF))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_drawn_anew(kind: str) -> None:
    found = files.check(upload(picture(kind) + b"<script>hidden</script>", "a.pdf"))
    assert found.kind is FileKind.PICTURE
    assert found.data.startswith(b"\xff\xd8\xff")
    assert b"hidden" not in found.data


def test_an_archive_of_plain_files() -> None:
    found = files.check(upload(archive({"notes/one.txt": b"1", "ملاحظات.pdf": PDF}), "a.zip"))
    assert found.kind is FileKind.ZIP


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"MZ\x90\x00program", b"<html></html>", b"%PD", b"PK\x03\x04torn"]
)
def test_nothing_that_we_know(content: bytes) -> None:
    with pytest.raises(FileRefused):
        files.check(upload(content))


def test_a_pdf_without_its_end() -> None:
    with pytest.raises(FileRefused):
        files.check(upload(PDF[:-40]))


@pytest.mark.parametrize(
    "act",
    [
        b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>",
        b"/Launch",
        b"/J#61vaScript",
        b"/EmbeddedFile ",
        b"/XFA []",
    ],
)
def test_a_pdf_that_acts(act: bytes) -> None:
    with pytest.raises(PdfRefused):
        files.check(upload(PDF.replace(b"/Type/Catalog", b"/Type/Catalog" + act)))


@pytest.mark.parametrize(
    "name",
    [
        "run.exe",
        "a/b/RUN.BAT",
        "../up.txt",
        "/root.txt",
        "..\\up.txt",
        "C:\\a.txt",
        "page.html",
        "in.zip",
        "a.exe. ",
    ],
)
def test_an_archive_with_what_harms(name: str) -> None:
    with pytest.raises(ArchiveRefused):
        files.check(upload(archive({"fine.txt": b"1", name: b"2"})))


def test_an_archive_that_grows() -> None:
    with pytest.raises(ArchiveRefused):
        files.check(upload(archive({"zeros.txt": b"0" * 20_000_000})))


def test_an_archive_of_too_many() -> None:
    with pytest.raises(ArchiveRefused):
        files.check(upload(archive({f"{n}.txt": b"1" for n in range(501)})))


def test_an_empty_archive() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    with pytest.raises((ArchiveRefused, FileRefused)):
        files.check(upload(out.getvalue()))


def test_an_archive_that_links() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        packed.writestr(link, "/etc/passwd")
    with pytest.raises(ArchiveRefused):
        files.check(upload(out.getvalue()))


def test_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 100)
    with pytest.raises(FileTooHeavy) as refusal:
        files.check(upload(b"%PDF-" + b"0" * 100))
    assert refusal.value.params["name"] == "handout.pdf"


def test_kept_once_and_read_back() -> None:
    checked = files.check(upload())
    path = files.keep(7, checked)
    assert path == f"materials/7/{checked.sha256}.pdf"
    assert files.keep(7, checked) == path
    assert files.load(path) == PDF


def test_a_name_with_marks_cannot_turn_the_sentence() -> None:
    with pytest.raises(FileRefused) as refusal:
        files.check(upload(b"nothing", "a\u202egnp.exe"))
    assert refusal.value.params["name"] == "agnp.exe"
