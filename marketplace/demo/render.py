"""Draw the demo's pictures in several processes, once: a picture that was drawn before is taken from the cache."""

from __future__ import annotations

import importlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from marketplace.demo.art import palettes
from marketplace.demo.plan import Picture

if TYPE_CHECKING:
    from PIL import Image

# Raise when a generator changes what it draws: the cache is kept by it.
ART_VERSION: Final = 2
QUALITY: Final = 86
WORTH_A_PROCESS: Final = 4_000_000  # pixels


def name_of(picture: Picture) -> str:
    return (
        f"{picture.family}-{picture.palette}-{picture.width}x{picture.height}"
        f"-{picture.seed}-{picture.cells:g}-v{ART_VERSION}.jpg"
    )


def draw(picture: Picture) -> Image.Image:
    """The picture itself: the same arguments draw the same picture."""
    module = importlib.import_module(f"marketplace.demo.art.{picture.family}")
    rng = np.random.default_rng(picture.seed)
    palette = palettes.ALL[picture.palette]
    more = {"cells": picture.cells} if picture.cells else {}
    drawn: Image.Image = module.draw(rng, palette, (picture.width, picture.height), **more)
    return drawn


def drawn(picture: Picture, folder: Path) -> Path:
    """Path of the picture, drawn now when it is not in the folder; never seen half written."""
    path = folder / name_of(picture)
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}.part")
        draw(picture).save(part, "JPEG", quality=QUALITY, subsampling="4:2:0")
        part.replace(path)
    return path


@contextmanager
def gallery(pictures: Iterable[Picture], folder: Path) -> Iterator[list[Future[Path]]]:
    """Start drawing them all, first to last; each future gives the path of one. Processes end with the block.

    A few small pictures are drawn here and now: starting a process costs more than they do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = list(pictures)
    missing = [picture for picture in wanted if not (folder / name_of(picture)).exists()]
    if sum(picture.width * picture.height for picture in missing) < WORTH_A_PROCESS:
        yield [_done(drawn(picture, folder)) for picture in wanted]
        return
    workers = min(os.cpu_count() or 1, 8, len(missing))
    context = multiprocessing.get_context("spawn")  # a fork would share the database's connection
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        try:
            yield [pool.submit(drawn, picture, folder) for picture in wanted]
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _done(path: Path) -> Future[Path]:
    future: Future[Path] = Future()
    future.set_result(path)
    return future
