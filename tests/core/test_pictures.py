"""Pictures from strangers: drawn anew, small, without what the camera told; bombs and rubbish refused."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from core import pictures


def _file(
    form: str = "PNG", size: tuple[int, int] = (60, 40), mode: str = "RGBA", **more: object
) -> io.BytesIO:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **more)
    out.seek(0)
    return out


def test_a_picture_comes_back_as_our_own_jpeg_on_paper():
    data, width, height = pictures.redrawn(_file(), max_bytes=10_000, longest=30)
    found = Image.open(io.BytesIO(data))
    assert (found.format, found.mode, found.size, (width, height)) == ("JPEG", "RGB", (30, 20), (30, 20))
    seen = found.getpixel((5, 5))
    assert max(abs(ours - theirs) for ours, theirs in zip(seen, pictures.PAPER, strict=True)) <= 2


def test_what_the_camera_told_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "A camera"
    data, *_ = pictures.redrawn(_file("JPEG", mode="RGB", exif=exif), max_bytes=10_000, longest=60)
    assert dict(Image.open(io.BytesIO(data)).getexif()) == {}


@pytest.mark.parametrize(
    "file",
    [io.BytesIO(b""), io.BytesIO(b"%PDF-1.4"), _file("GIF", mode="P"), io.BytesIO(_file().read()[:60])],
)
def test_what_is_no_picture_that_we_take_is_refused(file):
    with pytest.raises(pictures.PictureRefused):
        pictures.redrawn(file, max_bytes=10_000, longest=60)


def test_a_bomb_is_refused_by_its_header(monkeypatch):
    file = _file()
    monkeypatch.setattr(pictures, "MAX_PIXELS", 100)
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("it was decoded"))
    with pytest.raises(pictures.PictureRefused):
        pictures.redrawn(file, max_bytes=10_000, longest=60)


def test_too_many_bytes_and_too_few_pixels():
    with pytest.raises(pictures.PictureTooHeavy):
        pictures.redrawn(_file(), max_bytes=10, longest=60)
    with pytest.raises(pictures.PictureRefused):
        pictures.redrawn(_file(size=(5, 60)), max_bytes=10_000, longest=60, shortest=32)
