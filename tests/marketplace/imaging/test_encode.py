"""Which files a picture is served as."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pillow

from marketplace.imaging import encode
from tests.factories.imaging import gradient


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [
        (4000, 3000, [320, 480, 640, 960, 1280, 1920, 2560]),
        (1600, 1200, [320, 480, 640, 960, 1280, 1600]),
        (1300, 900, [320, 480, 640, 960, 1300]),
        (200, 900, [200]),
        (320, 320, [320]),
        (2000, 6400, [320, 480, 640, 1000]),
    ],
)
def test_the_ladder(width, height, widths):
    assert encode.ladder(width, height) == widths


@given(width=st.integers(1, 20_000), height=st.integers(1, 20_000))
def test_the_ladder_never_enlarges(width, height):
    widths = encode.ladder(width, height)
    assert widths == sorted(set(widths))
    assert 1 <= widths[-1] <= min(width, 2560)
    assert widths[-1] * height <= encode.MAX_HEIGHT * width or widths == [1]


def test_each_format_at_each_width():
    made = {(one.format, one.width): one for one in encode.encodings(gradient(500, 250), [320, 500])}
    assert set(made) == {(form, width) for form in ("avif", "webp", "jpeg") for width in (320, 500)}
    for (form, width), one in made.items():
        picture = Pillow.open(io.BytesIO(one.data))
        assert (picture.format.lower(), picture.size) == (form, (width, width // 2))
        assert (one.width, one.height) == picture.size
        assert not picture.getexif()
