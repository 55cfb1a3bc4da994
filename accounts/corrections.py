"""What of an account a data-subject request may correct: the same fields that a person changes under Account."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.services.profile import update_profile
from compliance.rights import correctable

FIELDS = (
    ("name_ar", _("Name in Arabic")),
    ("name_en", _("Name in English")),
)


def register() -> None:
    """Called by AccountsConfig.ready()."""
    for name, label in FIELDS:
        correctable.register(
            f"accounts.{name}", label, read=_reader(name), write=_writer(name), topic="accounts"
        )


def _reader(name: str) -> Any:
    return lambda user: str(getattr(user, name) or "")


def _writer(name: str) -> Any:
    def write(*, user: Any, value: str, by: Any) -> None:
        """The officer who decided is named in the request's own history; `update_profile` checks the value."""
        update_profile(user=user, **{name: value})

    return write
