"""Pictures from a folder, named by inventory number: `A00001.jpg`, `A00001_2.png`, or a folder `A00001/`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from core.errors import SoukError
from marketplace import services
from marketplace.imaging.services import store_upload
from marketplace.models import Artwork, ArtworkImage

if TYPE_CHECKING:
    from accounts.models import User
    from orders.models import Seller

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff"})
_TAIL: Final = re.compile(r"[_\- ]\d{1,2}$")


@dataclass(slots=True)
class Attached:
    added: int = 0
    known: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def attach_pictures(folder: Path, *, seller: Seller, actor: User | None) -> Attached:
    """Each picture through the same door as an upload; a second run adds none."""
    done = Attached()
    for path in sorted(one for one in folder.rglob("*") if one.suffix.lower() in SUFFIXES):
        artwork = _artwork_of(path, folder, seller)
        if artwork is None:
            continue
        try:
            _attach(path, artwork, actor, done)
        except SoukError as error:
            done.refused.append((str(path.relative_to(folder)), error.text))
    return done


def _artwork_of(path: Path, folder: Path, seller: Seller) -> Artwork | None:
    names = [path.stem, _TAIL.sub("", path.stem)]
    if path.parent != folder:
        names.append(path.parent.name)
    found = {work.inventory_number: work for work in seller.artworks.filter(inventory_number__in=names)}
    return next((found[name] for name in names if name in found), None)


def _attach(path: Path, artwork: Artwork, actor: User | None, done: Attached) -> None:
    with path.open("rb") as raw:
        image = store_upload(file=raw, uploaded_by=actor)
    if ArtworkImage.objects.filter(artwork=artwork, image=image).exists():
        done.known += 1
        return
    services.add_image(artwork=artwork, image=image, by=actor)
    done.added += 1
