"""The demo is built in stages; a higher app adds its own in its demo.py:

    from marketplace.demo import Context, stage

    @stage("auction")
    def build(context: Context) -> None: ...

Stages run in the order of registration, "catalogue" first. Each must be able to run twice.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(slots=True)
class Context:
    """What a stage needs to know. `say` shows one line of progress; `people` are the demo's accounts by part:
    "collector", "second", "artist", "gallery", "staff"."""

    seed: int
    works: int
    artists: int
    pixels: int
    folder: Path
    say: Callable[[str], None]
    people: dict[str, User] = field(default_factory=dict)


FIRST = "catalogue"
Build: TypeAlias = Callable[[Context], None]
_stages: dict[str, Build] = {}


def stage(name: str) -> Callable[[Build], Build]:
    """Register a stage; raises ValueError when another one has the name."""

    def register(build: Build) -> Build:
        if _stages.setdefault(name, build) is not build:
            raise ValueError(f"The demo has a stage {name!r} already.")
        return build

    return register


def names() -> list[str]:
    """All stages in the order they run."""
    _discover()
    return sorted(_stages, key=lambda name: name != FIRST)  # whoever was imported first


def run(name: str, context: Context) -> None:
    _discover()
    _stages[name](context)


def _discover() -> None:
    from marketplace.demo import catalogue, sales, trust  # noqa: F401, PLC0415 - the stages of this room register themselves

    autodiscover_modules("demo")
