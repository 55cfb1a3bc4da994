"""Look into an uploaded file without trusting it, and bring it to upright sRGB. Pillow only, no Django.

The header alone decides whether a picture is decoded at all: a bomb is refused before a pixel is unpacked.
JPEG is decoded at the smallest scale that still serves (`draft`), which bounds memory.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import BinaryIO, Final

import numpy as np
from PIL import Image, ImageCms, UnidentifiedImageError

from marketplace.imaging import exceptions

MEGABYTE: Final = 1024 * 1024
MAX_BYTES: Final = 60 * MEGABYTE
MAX_PIXELS: Final = 60_000_000
MAX_SIDE: Final = 20_000
MIN_SIDE: Final = 32
PAPER: Final = (0xFD, 0xFB, 0xF7)

ACCEPTED: Final = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "TIFF": "image/tiff"}
ORIENTATION: Final = 0x0112
TURNED: Final = frozenset({5, 6, 7, 8})
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_DAMAGE: Final = (OSError, SyntaxError, ValueError, IndexError, EOFError, TypeError, KeyError)
_SRGB: Final = ImageCms.createProfile("sRGB")
# First bytes of what people send by mistake; each is named in the refusal.
_KNOWN: Final = {
    b"GIF8": "GIF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"8BPS": "Photoshop",
    b"\x00\x00\x00\x0cjP": "JPEG 2000",
}
_BRANDS: Final = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"hevc": "HEIC",
    b"mif1": "HEIC",
    b"avif": "AVIF",
    b"avis": "AVIF",
}


@dataclass(frozen=True, slots=True)
class Probe:
    """What the header says; width and height as the picture is seen, orientation applied."""

    format: str
    width: int
    height: int
    orientation: int = 1

    @property
    def mime(self) -> str:
        return ACCEPTED[self.format]


def probe(file: BinaryIO) -> Probe:
    """Judge a file by its header. Raises an UploadRefused; leaves the file at its start."""
    _check_weight(file)
    _check_signature(file)
    with _open(file) as picture:
        kind = "JPEG" if picture.format == "MPO" else str(picture.format)
        _check_size(*picture.size)
        _check_frames(picture)
        width, height = _upright_size(picture)
        turn = _orientation(picture)
    file.seek(0)
    return Probe(kind, width, height, turn)


def upright(file: BinaryIO, *, width: int | None = None) -> Image.Image:
    """The picture in sRGB, turned the right way, on paper where it was transparent.

    With `width` no wider than that (never enlarged). Raises Truncated when the data ends early or is broken.
    """
    file.seek(0)
    with _open(file) as picture:
        try:
            orientation = _orientation(picture)
            turned = orientation in TURNED
            side = None if width is None else min(width, _upright_size(picture)[0])
            if side is not None:
                _draft(picture, side, turned=turned)
            picture.load()
            flat = _opaque(_to_srgb(_shrunk(_plain_mode(picture), side, turned=turned)))
            return _turn(flat, orientation)
        except _DAMAGE as error:
            raise exceptions.Truncated from error


def _check_weight(file: BinaryIO) -> None:
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    if not size:
        raise exceptions.FileMissing
    if size > MAX_BYTES:
        raise exceptions.FileTooHeavy(megabytes=-(-size // MEGABYTE), limit=MAX_BYTES // MEGABYTE)


def _check_signature(file: BinaryIO) -> None:
    head = file.read(1024)
    file.seek(0)
    if b"<svg" in head.lower() or (
        head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _is_svg(file)
    ):
        raise exceptions.SvgRefused
    if head[4:8] == b"ftyp" and (name := _BRANDS.get(head[8:12])):
        raise exceptions.TypeNotAccepted(name=name)
    for magic, name in _KNOWN.items():
        if head.startswith(magic):
            raise exceptions.TypeNotAccepted(name=name)


def _is_svg(file: BinaryIO) -> bool:
    """A long comment or doctype may push the root element away from the start."""
    text = file.read(256 * 1024).lower()
    file.seek(0)
    return b"<svg" in text


def _open(file: BinaryIO) -> Image.Image:
    try:
        return Image.open(file, formats=list(ACCEPTED))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise exceptions.TooManyPixels(limit=MAX_PIXELS // 1_000_000) from error
    except UnidentifiedImageError as error:
        raise exceptions.NotAnImage from error
    except _DAMAGE as error:
        raise exceptions.Truncated from error


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise exceptions.TooManyPixels(limit=MAX_PIXELS // 1_000_000)
    if max(width, height) > MAX_SIDE:
        raise exceptions.SideTooLong(limit=MAX_SIDE)
    if min(width, height) < MIN_SIDE:
        raise exceptions.TooSmall(width=width, height=height, limit=MIN_SIDE)


def _check_frames(picture: Image.Image) -> None:
    """A phone's JPEG may carry a second frame (a depth map, a preview); the first is the photograph."""
    frames = getattr(picture, "n_frames", 1)
    if frames > 1 and picture.format != "MPO":
        raise exceptions.Animated(frames=frames)


def _orientation(picture: Image.Image) -> int:
    """Read without decoding: a PNG is asked only for what stands before its pixels, a TIFF turns itself."""
    if picture.format == "TIFF" or (picture.format == "PNG" and "exif" not in picture.info):
        return 1
    try:
        value = picture.getexif().get(ORIENTATION, 1)
    except _DAMAGE:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1  # noqa: PLR2004 - the eight of EXIF


def _upright_size(picture: Image.Image) -> tuple[int, int]:
    width, height = picture.size
    return (height, width) if _orientation(picture) in TURNED else (width, height)


def _draft(picture: Image.Image, side: int, *, turned: bool) -> None:
    """Ask the JPEG decoder for the smallest eighth that is still wide enough; a no-op for other formats."""
    along, across = picture.size[::-1] if turned else picture.size
    height = max(1, round(across * side / along))
    picture.draft(None, (height, side) if turned else (side, height))


def _plain_mode(picture: Image.Image) -> Image.Image:
    """Bring palette, 16-bit and bilevel pictures to a mode that can be resized and colour-managed."""
    if picture.mode in {"RGB", "RGBA", "L", "LA", "CMYK", "LAB"}:
        return picture
    if picture.mode.startswith("I;16"):
        return _kept_profile(Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8)), picture)
    if picture.mode in {"I", "F"}:
        values = np.asarray(picture, dtype=np.float64)
        scale = 255.0 / max(float(values.max(initial=0)), 255.0)
        return Image.fromarray((values * scale).clip(0, 255).astype(np.uint8))
    if picture.mode in {"P", "PA", "RGBa", "La"}:
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture.convert("RGB")


def _kept_profile(made: Image.Image, source: Image.Image) -> Image.Image:
    if profile := source.info.get("icc_profile"):
        made.info["icc_profile"] = profile
    return made


def _shrunk(picture: Image.Image, side: int | None, *, turned: bool) -> Image.Image:
    along, across = picture.size[::-1] if turned else picture.size
    if side is None or along <= side:
        return picture
    height = max(1, round(across * side / along))
    small = picture.resize(
        (height, side) if turned else (side, height), Image.Resampling.LANCZOS, reducing_gap=2.0
    )
    return _kept_profile(small, picture)


def _to_srgb(picture: Image.Image) -> Image.Image:
    """Honour the embedded profile; a broken one is ignored, as every browser does."""
    alpha = picture.getchannel("A") if picture.mode in {"RGBA", "LA"} else None
    base = picture.convert(picture.mode[:-1]) if alpha else picture
    profile = picture.info.get("icc_profile")
    converted = _through_profile(base, profile) if profile else None
    plain = converted or base.convert("RGB")
    if alpha:
        plain.putalpha(alpha)
    return plain


def _through_profile(picture: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, *_DAMAGE):
        return None


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    paper = Image.new("RGB", picture.size, PAPER)
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _turn(picture: Image.Image, orientation: int) -> Image.Image:
    turned = picture.transpose(TURNS[orientation]) if orientation in TURNS else picture
    turned.info = {}
    return turned
