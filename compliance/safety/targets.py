"""What can be reported. The rooms above say it in their `ready()`, because this room knows none of their models.

targets.register("work", model="marketplace.Artwork", label=_("Work"), visible=queries.visible_to, ...)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import override

from compliance.safety.exceptions import TargetMissing

LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing.

    `visible(user)` is the queryset of what that person may see, so that nobody reports, and learns of, what
    is hidden from them. `owners(thing)` are the people whom it belongs to. `title(thing)` and `url(thing)`
    speak the active language. `remove(thing, by, reasons)` takes it down and `restore(thing, by)` undoes
    that; without them a moderator hands it to the thing's own room (`desk(thing)`: its page for staff).
    `blockable`: the owners wrote it to the reader, who may block them; `sender(thing)` names them then.
    """

    code: str
    model: str
    label: str | Promise
    visible: Callable[[Any], models.QuerySet[Any]]
    owners: Callable[[Any], Iterable[Any]]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    text: Callable[[Any], str] | None = None
    remove: Callable[[Any, Any, str], None] | None = None
    restore: Callable[[Any, Any], None] | None = None
    desk: Callable[[Any], str] | None = None
    blockable: bool = False
    sender: Callable[[Any], str] | None = None

    def titles(self, thing: Any) -> tuple[str, str]:
        """In Arabic and in English, short enough to be kept."""
        return in_both(self.title, thing)

    def senders(self, thing: Any) -> tuple[str, str]:
        return in_both(self.sender or self.title, thing)


_kinds: dict[str, Kind] = {}


def register(code: str, **said: Any) -> None:
    """Make a kind known; the same code again replaces it. The arguments are the fields of `Kind`."""
    _kinds[code] = Kind(code=code, **said)


def kinds() -> list[Kind]:
    return [_kinds[code] for code in sorted(_kinds)]


def kind_of(code: str) -> Kind:
    """Raises TargetMissing."""
    try:
        return _kinds[code]
    except KeyError as error:
        raise TargetMissing from error


def label_of(code: str) -> str:
    return str(_kinds[code].label) if code in _kinds else code


def seen_by(user: Any, code: str, pk: int) -> Any:
    """The thing, where this person may see it. Raises TargetMissing."""
    kind = kind_of(code)
    thing = kind.visible(user).filter(pk=pk).first() if 0 < pk <= LARGEST else None
    if thing is None:
        raise TargetMissing
    return thing


def thing_of(code: str, pk: int) -> Any | None:
    """The thing itself, whoever may see it: for moderators; None when it is gone."""
    if code not in _kinds:
        return None
    model: type[models.Model] = apps.get_model(_kinds[code].model)
    return model._base_manager.filter(pk=pk).first()  # noqa: SLF001 - no manager may hide what was reported


def in_both(speak: Callable[[Any], str], thing: Any) -> tuple[str, str]:
    found = []
    for language in ("ar", "en"):
        with override(language):
            found.append(str(speak(thing))[:200])
    return found[0], found[1]


def removable(code: str) -> bool:
    return code in _kinds and _kinds[code].remove is not None


def words(code: str, thing: Any) -> str:
    """What is written in the thing, for who examines it."""
    speak = _kinds[code].text
    return speak(thing) if speak else ""


def links(code: str, thing: Any) -> list[str]:
    """Where a moderator looks at it: its page, and its page for staff."""
    kind = _kinds[code]
    return [kind.url(thing), *([kind.desk(thing)] if kind.desk else [])]
