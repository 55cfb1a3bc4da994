"""A preview that shows the work and cannot be used: smaller, with the commission's number and a name across it.

Pillow's Raqm lays the text out, so that Arabic letters join and run from right to left.
"""

from __future__ import annotations

import io
import math
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps, features

import core.pdf

LONGEST: Final = 1_200
QUALITY: Final = 80
ANGLE: Final = 28
FONT: Final = Path(core.pdf.__file__).parent / "fonts" / "alexandria-bold.ttf"
# Readable on dark and on bright pictures alike: a light letter with a dark rim.
LIGHT: Final = (255, 255, 255, 96)
RIM: Final = (20, 16, 12, 72)


def marked(data: bytes, *, number: str, name: str) -> tuple[bytes, int, int]:
    """A JPEG of at most LONGEST pixels a side with the text across it, and its width and height.

    `data` is a picture of ours (`core.pictures.redrawn`), not one from outside. The text is the same for one
    number and name, so that the same picture has the same preview.
    """
    with Image.open(io.BytesIO(data)) as source:
        picture = ImageOps.exif_transpose(source).convert("RGB")
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    sheet = Image.alpha_composite(picture.convert("RGBA"), _veil(picture.size, f"{number} · {name}"))
    out = io.BytesIO()
    sheet.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue(), *picture.size


def _veil(size: tuple[int, int], text: str) -> Image.Image:
    """Lines of the text at an angle over the whole picture, each second one shifted by half."""
    side = math.ceil(math.hypot(*size))
    font = _font(max(14, side // 34))
    strip = _strip(text, font)
    field = Image.new("RGBA", (side, side))
    step = strip.height * 4
    for row, top in enumerate(range(0, side, step)):
        begin = -(strip.width // 2) if row % 2 else 0
        for start in range(begin, side, strip.width + strip.height * 3):
            field.paste(strip, (start, top))
    turned = field.rotate(ANGLE, resample=Image.Resampling.BICUBIC, expand=True)
    corner = ((turned.width - size[0]) // 2, (turned.height - size[1]) // 2)
    return turned.crop((*corner, corner[0] + size[0], corner[1] + size[1]))


def _strip(text: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    """The text once, on nothing."""
    rim = max(1, int(font.size) // 16)
    box = ImageDraw.Draw(Image.new("RGBA", (1, 1))).textbbox((0, 0), text, font=font, stroke_width=rim)
    strip = Image.new("RGBA", (math.ceil(box[2] - box[0]) + 2, math.ceil(box[3] - box[1]) + 2))
    ImageDraw.Draw(strip).text(
        (1 - box[0], 1 - box[1]), text, font=font, fill=LIGHT, stroke_width=rim, stroke_fill=RIM
    )
    return strip


@lru_cache(maxsize=32)
def _font(size: int) -> ImageFont.FreeTypeFont:
    layout = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    return ImageFont.truetype(str(FONT), size, layout_engine=layout)
