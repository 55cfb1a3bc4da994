"""What a file says about its making does not survive; its pixels, its turn and its profile do."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL.PngImagePlugin import PngInfo

from marketplace.imaging import decode, exceptions
from marketplace.imaging.scrub import scrub
from tests.factories.imaging import GPS_IFD, MAKER, ORIENTATION, display_p3, exif, gradient, saved


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_place_and_maker_are_gone(form, orientation):
    file = saved(gradient(), form, exif=exif(orientation))
    assert MAKER.encode() in file.getvalue()
    probe = decode.probe(file)
    data, kind = scrub(file.getvalue(), kind=probe.format, orientation=probe.orientation)
    kept = Pillow.open(io.BytesIO(data)).getexif()
    assert MAKER.encode() not in data
    assert dict(kept.get_ifd(GPS_IFD)) == {}
    assert set(kept) <= {ORIENTATION}
    assert kind == ("PNG" if form == "TIFF" else form)
    before, after = decode.upright(file), decode.upright(io.BytesIO(data))
    assert before.tobytes() == after.tobytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_profile_stays(form):
    profile = display_p3()  # one made a second later says another time
    file = saved(gradient(), form, icc_profile=profile, exif=exif())
    data, _ = scrub(file.getvalue(), kind=form)
    assert Pillow.open(io.BytesIO(data)).info["icc_profile"] == profile


def test_words_in_a_png_are_gone():
    words = PngInfo()
    words.add_text("Author", "Somebody")
    words.add_itxt("XML:com.adobe.xmp", "<x>Riyadh</x>")
    data, _ = scrub(saved(gradient(), "PNG", pnginfo=words).getvalue(), kind="PNG")
    assert b"Somebody" not in data
    assert b"Riyadh" not in data


def test_words_in_a_jpeg_are_gone():
    file = saved(gradient(), comment=b"shot at home", xmp=b"<x>Riyadh</x>")
    assert b"shot at home" in file.getvalue()
    data, _ = scrub(file.getvalue(), kind="JPEG")
    assert b"shot at home" not in data
    assert b"Riyadh" not in data


def test_what_is_appended_to_a_jpeg_is_gone():
    """The second frame of a phone's picture has a place of its own."""
    file = saved(gradient(), "MPO", save_all=True, append_images=[gradient(seed=2)])
    data, _ = scrub(file.getvalue() + b"secret", kind="JPEG")
    assert b"secret" not in data
    assert Pillow.open(io.BytesIO(data)).format == "JPEG"
    assert decode.upright(io.BytesIO(data)).tobytes() == decode.upright(file).tobytes()


def test_a_progressive_jpeg_with_restarts_is_copied_whole():
    file = saved(gradient(), progressive=True, restart_marker_blocks=4)
    data, _ = scrub(file.getvalue(), kind="JPEG")
    assert decode.upright(io.BytesIO(data)).tobytes() == decode.upright(file).tobytes()


def test_the_same_bytes_scrub_to_the_same_bytes():
    first = scrub(saved(gradient(), exif=exif(6)).getvalue(), kind="JPEG", orientation=6)[0]
    assert scrub(first, kind="JPEG", orientation=6)[0] == first


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(["JPEG", "PNG", "WEBP"]), junk=st.binary(min_size=2, max_size=200))
def test_junk_is_refused_or_copied_but_never_hangs(kind, junk):
    try:
        data, _ = scrub(junk, kind=kind)
    except exceptions.Truncated:
        return
    assert len(data) <= len(junk) + 24
