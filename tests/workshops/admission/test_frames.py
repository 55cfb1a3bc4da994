"""A camera's frame is read for QR codes, and only that."""

from __future__ import annotations

import io
import random

import pytest
import segno
from PIL import Image

from workshops.admission import frames
from workshops.admission.exceptions import FrameRefused, FrameTooHeavy

CODE = "SOUK-3F-7KQ2M9XA4TRP0WZC"


def picture(
    text: str = CODE, *, size: tuple[int, int] = (640, 480), kind: str = "JPEG", turn: int = 0
) -> bytes:
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=6, border=4)
    code = Image.open(out).convert("RGB").rotate(turn, expand=True, fillcolor="white")
    frame = Image.new("RGB", size, (200, 190, 180))
    frame.paste(code, ((size[0] - code.width) // 2, (size[1] - code.height) // 2))
    out = io.BytesIO()
    frame.save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("turn", [0, 30])
def test_a_code_is_read(kind: str, turn: int) -> None:
    assert frames.read(io.BytesIO(picture(kind=kind, turn=turn))) == [CODE]


def test_nothing_to_read_is_no_error() -> None:
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "white").save(out, "JPEG")
    assert frames.read(io.BytesIO(out.getvalue())) == []


def test_a_text_longer_than_any_code_is_left_out() -> None:
    assert frames.read(io.BytesIO(picture("A" * 100, size=(800, 800)))) == []


def test_too_many_bytes() -> None:
    noise = random.Random(4).randbytes(frames.MAX_BYTES + 1)
    with pytest.raises(FrameTooHeavy):
        frames.read(io.BytesIO(noise))


def test_too_many_pixels_in_few_bytes() -> None:
    out = io.BytesIO()
    Image.new("L", (4_000, 4_000), 255).save(out, "PNG")
    assert len(out.getvalue()) < frames.MAX_BYTES
    with pytest.raises(FrameTooHeavy):
        frames.read(io.BytesIO(out.getvalue()))


@pytest.mark.parametrize("data", [b"", b"hello", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_no_picture(data: bytes) -> None:
    with pytest.raises(FrameRefused):
        frames.read(io.BytesIO(data))


def test_another_format_is_not_opened() -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), "white").save(out, "TIFF")
    with pytest.raises(FrameRefused):
        frames.read(io.BytesIO(out.getvalue()))


def test_a_torn_picture() -> None:
    with pytest.raises(FrameRefused):
        frames.read(io.BytesIO(picture()[:2_000]))
