"""Pictures made on the spot: files with all that cameras and people put into them."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import numpy as np
from django.db import transaction
from PIL import Image as Pillow
from PIL import ImageCms

from marketplace.imaging import services
from marketplace.imaging.models import Image

GPS_IFD = 0x8825
ORIENTATION = 0x0112
MAKER = "Camera of Somebody"


def gradient(width: int = 400, height: int = 300, seed: int = 1) -> Pillow.Image:
    """Clay on one side, night on the other, with a little grain of its own."""
    rng = np.random.default_rng(seed)
    across = np.linspace(0, 1, width)[None, :, None]
    start, end = np.array([181, 67, 31.0]), np.array([15, 48, 56.0])
    noise = rng.normal(0, 6, (height, width, 1)) + rng.normal(0, 14, 3)
    return Pillow.fromarray((start * (1 - across) + end * across + noise).clip(0, 255).astype(np.uint8))


def quarters(width: int = 400, height: int = 200) -> Pillow.Image:
    """Red and green above blue and white: each corner tells which way is up."""
    picture = Pillow.new("RGB", (width, height))
    for colour, x, y in (("#f00", 0, 0), ("#0f0", 1, 0), ("#00f", 0, 1), ("#fff", 1, 1)):
        picture.paste(Pillow.new("RGB", (width // 2, height // 2), colour), (x * width // 2, y * height // 2))
    return picture


def saved(picture: Pillow.Image, form: str = "JPEG", **options: Any) -> io.BytesIO:
    out = io.BytesIO()
    if form == "JPEG":
        options = {"quality": 92, "subsampling": 0, **options}
    picture.save(out, form, **options)
    out.seek(0)
    return out


def exif(orientation: int = 1) -> Pillow.Exif:
    """What a telephone writes: who made it, where on earth, which way up."""
    block = Pillow.Exif()
    block[0x010F] = MAKER
    block[ORIENTATION] = orientation
    block.get_ifd(GPS_IFD).update({1: "N", 2: (24.0, 43.0, 12.0), 3: "E", 4: (46.0, 40.0, 30.0)})
    return block


def display_p3() -> bytes:
    """A profile whose red and green are wider than sRGB's: the same numbers mean other colours."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    at = profile.index(b"rXYZ") + 4
    offset = struct.unpack_from(">I", profile, at)[0]
    wide = bytearray(profile)
    struct.pack_into(">iii", wide, offset + 8, round(0.60 * 65536), round(0.30 * 65536), round(0.01 * 65536))
    return bytes(wide)


def bomb(side: int = 30_000) -> io.BytesIO:
    """A PNG of a few bytes that declares side times side pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


class ImageFactory:
    """Images through the service: `ImageFactory(seed=2)`; `ready=True` draws the renditions too."""

    _seed = 1000

    def __new__(cls, *, ready: bool = False, uploaded_by: Any = None, **options: Any) -> Image:  # type: ignore[misc]
        cls._seed += 1
        options.setdefault("seed", cls._seed)
        with transaction.atomic():
            image = services.store_upload(file=saved(gradient(**options)), uploaded_by=uploaded_by)
        return services.make_renditions(image_id=image.pk) if ready else image
