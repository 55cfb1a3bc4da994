"""Passwords that thieves try first: what is easily guessed, and what has leaked somewhere else.

Nothing leaves the house: the guesser runs here, and the leaks are a file on our own disk (settings.LEAKED_PASSWORDS,
one "HASH:COUNT" a line in the order of the hashes), in which 40 steps find one line among a billion.
"""

from __future__ import annotations

import hashlib
import mmap
import re
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core import checks
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _
from zxcvbn import zxcvbn

LEAST: Final = 3  # of 0 to 4: about a hundred million guesses (NIST SP 800-63B wants known ones refused)
LOOKED_AT: Final = 72  # characters; the guesser's time grows with the square
HASH_LENGTH: Final = 40


class EasyPasswordValidator:
    """Refuses words, names, dates, keyboard rows and their usual disguises ("P@ssw0rd2026")."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        told = " ".join(
            str(getattr(user, name, "") or "") for name in ("email", "name", "name_ar", "name_en")
        )
        if zxcvbn(password[:LOOKED_AT], user_inputs=re.findall(r"\w{3,}", told))["score"] < LEAST:
            raise ValidationError(
                _("This password is easily guessed. Three or four unrelated words make a good one."),
                "password_easy",
            )

    def get_help_text(self) -> str:
        return translated("Your password is not a word, a name or a date, nor one of these in disguise.")


class LeakedPasswordValidator:
    """Refuses what stands in the file of leaks; without a file there is nothing to look in."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        del user
        if settings.LEAKED_PASSWORDS and leaked(password, Path(settings.LEAKED_PASSWORDS)):
            raise ValidationError(
                _("This password has leaked from another site, so thieves try it. Choose one of your own."),
                "password_leaked",
            )

    def get_help_text(self) -> str:
        return translated("Your password is none that has leaked from another site.")


def leaked(password: str, file: Path) -> bool:
    """Whether the password's hash is a line of the sorted file."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with file.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as text:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high) // 2
            start = text.rfind(b"\n", 0, middle) + 1
            found = text[start : start + HASH_LENGTH].upper()
            if found == wanted:
                return True
            if found < wanted:
                end = text.find(b"\n", middle)
                low = len(text) if end < 0 else end + 1
            else:
                high = start
    return False


@checks.register(checks.Tags.security, deploy=True)
def leaks_can_be_read(**_kwargs: Any) -> list[checks.CheckMessage]:
    """accounts.E011: the file of leaks is named but cannot be read."""
    named = settings.LEAKED_PASSWORDS
    if not named or (Path(named).is_file() and Path(named).stat().st_size):
        return []
    return [checks.Error(f"LEAKED_PASSWORDS names {named}, which is no file with lines.", id="accounts.E011")]
