"""The errors of the house: a stable code for machines, a sentence in the reader's language."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class SoukError(Exception):
    """A refusal that the reader can act on.

    `code` never changes once released; `message` is a whole sentence with named places, filled from the
    keyword arguments in the language that is active when `text` is read.
    """

    code: ClassVar[str] = "core.refused"
    http_status: ClassVar[int] = 400
    message: ClassVar[str | Promise] = _("This could not be done. Check what you entered and try again.")

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code)
        self.params = params

    @property
    def text(self) -> str:
        """The sentence in the active language."""
        template = str(self.message)
        return template % self.params if self.params else template

    def __str__(self) -> str:
        return self.text

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.params))


def _rebuild(kind: type[SoukError], params: dict[str, Any]) -> SoukError:
    """Keyword arguments do not survive pickling by themselves."""
    return kind(**params)


class Denied(SoukError):
    """The reader may not do this."""

    code = "core.denied"
    http_status = 403
    message = _("You are not allowed to do this.")


class NotFound(SoukError):
    """There is no such thing, or the reader may not know of it."""

    code = "core.not_found"
    http_status = 404
    message = _("We could not find what you are looking for.")


class Conflict(SoukError):
    """The state has moved on since the reader looked."""

    code = "core.conflict"
    http_status = 409
    message = _("This has changed in the meantime. Reload the page and try again.")


class Busy(SoukError):
    """A part is out of reach for a moment; the same request may succeed later."""

    code = "core.busy"
    http_status = 503
    message = _("We are busy right now. Please try again in a moment.")
