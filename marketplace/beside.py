"""What other rooms show on an artist's or a gallery's page, above the works: their next workshops.

    beside.register("workshops/partials/_events_beside.html", load)   # in AppConfig.ready()

`load(page)` gets the artist or the gallery, and gives the template's context (as `panel`) or None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from marketplace.models import Artist, Gallery

Loader = Callable[[Artist | Gallery], Mapping[str, Any] | None]
_known: dict[str, Loader] = {}


def register(template: str, load: Loader) -> None:
    """Registering a template again replaces it."""
    _known[template] = load


def of(page: Artist | Gallery) -> list[tuple[str, Mapping[str, Any]]]:
    found = ((template, load(page)) for template, load in _known.items())
    return [(template, context) for template, context in found if context is not None]
