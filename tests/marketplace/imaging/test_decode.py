"""What is refused, before and while decoding, and what becomes of turns, profiles, inks and transparency."""

from __future__ import annotations

import io
import tracemalloc

import numpy as np
import pytest
from PIL import Image as Pillow

from marketplace.imaging import decode, exceptions
from tests.factories.imaging import bomb, display_p3, exif, gradient, quarters, saved


def corner(picture: Pillow.Image, x: int, y: int) -> tuple[int, ...]:
    """The colour near one corner, rounded to full channels."""
    at = (10 if not x else picture.width - 10, 10 if not y else picture.height - 10)
    return tuple(255 if value > 127 else 0 for value in picture.getpixel(at))


RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


class TestRefused:
    @pytest.mark.parametrize(
        ("data", "error"),
        [
            (b"", exceptions.FileMissing),
            (b"not a picture at all", exceptions.NotAnImage),
            (b"PK\x03\x04" + b"x" * 400, exceptions.NotAnImage),
            (
                b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
                exceptions.SvgRefused,
            ),
            (b"\xef\xbb\xbf<?xml version='1.0'?><!-- " + b"x" * 4000 + b" --><SVG/>", exceptions.SvgRefused),
            (b"GIF89a" + b"x" * 400, exceptions.TypeNotAccepted),
            (b"\0\0\0\x18ftypheic" + b"x" * 400, exceptions.TypeNotAccepted),
            (b"%PDF-1.7" + b"x" * 400, exceptions.TypeNotAccepted),
        ],
    )
    def test_by_signature(self, data, error):
        with pytest.raises(error) as refusal:
            decode.probe(io.BytesIO(data))
        assert refusal.type is error

    def test_a_picture_in_a_format_that_pillow_knows_but_we_do_not(self):
        with pytest.raises(exceptions.NotAnImage):
            decode.probe(saved(gradient(), "PPM"))

    def test_a_bomb_costs_no_memory(self):
        tracemalloc.start()
        with pytest.raises(exceptions.TooManyPixels):
            decode.probe(bomb(30_000))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2_000_000

    def test_a_bomb_below_pillows_own_limit(self):
        with pytest.raises(exceptions.TooManyPixels):
            decode.probe(bomb(7_800))

    def test_a_side_too_long(self):
        with pytest.raises(exceptions.SideTooLong):
            decode.probe(saved(Pillow.new("L", (20_001, 40)), "PNG"))

    def test_too_small(self):
        with pytest.raises(exceptions.TooSmall) as refusal:
            decode.probe(saved(Pillow.new("RGB", (31, 400))))
        assert refusal.value.params == {"width": 31, "height": 400, "limit": 32}

    def test_too_heavy(self, monkeypatch):
        monkeypatch.setattr(decode, "MAX_BYTES", 3 * decode.MEGABYTE)
        file = io.BytesIO(saved(gradient()).getvalue() + b"\0" * 3 * decode.MEGABYTE)
        with pytest.raises(exceptions.FileTooHeavy) as refusal:
            decode.probe(file)
        assert refusal.value.params == {"megabytes": 4, "limit": 3}

    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize("kept", [0.4, 0.8])
    def test_truncated(self, form, kept):
        data = saved(gradient(900, 700), form).getvalue()
        file = io.BytesIO(data[: int(len(data) * kept)])
        with pytest.raises((exceptions.Truncated, exceptions.NotAnImage)):
            _ = decode.probe(file), decode.upright(file, width=512)

    def test_a_truncated_jpeg_is_called_so(self):
        data = saved(gradient(900, 700)).getvalue()
        with pytest.raises(exceptions.Truncated):
            decode.upright(io.BytesIO(data[: len(data) // 2]))

    @pytest.mark.parametrize("form", ["WEBP", "PNG", "TIFF"])
    def test_more_than_one_picture(self, form):
        file = saved(gradient(), form, save_all=True, append_images=[gradient(seed=2), gradient(seed=3)])
        with pytest.raises(exceptions.Animated) as refusal:
            decode.probe(file)
        assert refusal.value.params == {"frames": 3}

    def test_each_refusal_has_its_own_code_and_two_languages(self, settings):
        from django.utils import translation

        kinds = exceptions.UploadRefused.__subclasses__()
        params = dict.fromkeys(["megabytes", "limit", "name", "width", "height", "frames"], 7)
        assert len({kind.code for kind in kinds}) == len(kinds) == 10
        for kind in kinds:
            with translation.override("en"):
                english = kind(**params).text
            with translation.override("ar"):
                arabic = kind(**params).text
            assert english.isascii()
            assert any("\u0600" <= letter <= "\u06ff" for letter in arabic), kind


class TestUpright:
    @pytest.mark.parametrize(
        ("orientation", "corners"),
        [
            (1, (RED, GREEN, BLUE, WHITE)),
            (2, (GREEN, RED, WHITE, BLUE)),
            (3, (WHITE, BLUE, GREEN, RED)),
            (4, (BLUE, WHITE, RED, GREEN)),
            (5, (RED, BLUE, GREEN, WHITE)),
            (6, (BLUE, RED, WHITE, GREEN)),
            (7, (WHITE, GREEN, BLUE, RED)),
            (8, (GREEN, WHITE, RED, BLUE)),
        ],
    )
    @pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
    @pytest.mark.parametrize("width", [None, 100])
    def test_turns(self, form, orientation, corners, width):
        file = saved(quarters(), form, exif=exif(orientation))
        probe = decode.probe(file)
        picture = decode.upright(file, width=width)
        size = (200, 400) if orientation >= 5 else (400, 200)
        assert (probe.width, probe.height) == size
        assert picture.width == (width or size[0])
        assert picture.width * size[1] == picture.height * size[0]
        assert tuple(corner(picture, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))) == corners
        assert picture.mode == "RGB"
        assert picture.info == {}

    def test_a_profile_is_honoured(self):
        plain = decode.upright(saved(Pillow.new("RGB", (64, 64), (200, 40, 40)), "PNG"))
        wide = decode.upright(
            saved(Pillow.new("RGB", (64, 64), (200, 40, 40)), "PNG", icc_profile=display_p3())
        )
        assert plain.getpixel((5, 5)) == (200, 40, 40)
        assert wide.getpixel((5, 5))[0] > 215

    def test_a_broken_profile_is_ignored(self):
        picture = decode.upright(
            saved(Pillow.new("RGB", (64, 64), (200, 40, 40)), "PNG", icc_profile=b"nonsense")
        )
        assert picture.getpixel((5, 5)) == (200, 40, 40)

    def test_cmyk(self):
        file = saved(Pillow.new("CMYK", (64, 64), (0, 255, 255, 0)))
        red, green, blue = decode.upright(file).getpixel((5, 5))
        assert red > 200
        assert green < 60
        assert blue < 60

    def test_transparency_lies_on_paper(self):
        clear = Pillow.new("RGBA", (64, 64), (0, 0, 0, 0))
        assert decode.upright(saved(clear, "PNG")).getpixel((5, 5)) == decode.PAPER
        assert decode.upright(saved(clear, "WEBP", lossless=True), width=40).getpixel((5, 5)) == decode.PAPER

    def test_a_transparent_palette_lies_on_paper(self):
        picture = Pillow.new("P", (64, 64), 0)
        picture.putpalette([255, 0, 0, 0, 255, 0])
        assert decode.upright(saved(picture, "PNG", transparency=0)).getpixel((5, 5)) == decode.PAPER

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
    def test_other_modes_become_colour(self, mode):
        grey = np.tile(np.linspace(0, 255, 64), (64, 1)).astype(np.uint8)
        picture = (
            Pillow.fromarray(grey.astype(np.uint16) * 256)
            if mode == "I;16"
            else Pillow.fromarray(grey).convert(mode)
        )
        made = decode.upright(saved(picture, "PNG"))
        assert made.mode == "RGB"
        assert made.getpixel((1, 1))[0] < 60
        assert made.getpixel((62, 1))[0] > 190

    def test_a_phones_jpeg_with_a_second_frame(self):
        file = saved(gradient(), "MPO", save_all=True, append_images=[gradient(seed=2)])
        probe = decode.probe(file)
        assert (probe.format, probe.width) == ("JPEG", 400)
        assert decode.upright(file).size == (400, 300)

    def test_never_enlarged(self):
        assert decode.upright(saved(gradient(400, 300)), width=2000).size == (400, 300)
