"""What we may ask people to agree to: each purpose by itself, in both languages, registered in code."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import override

from compliance.consents.enums import Group
from compliance.consents.exceptions import PurposeUnknown

Text = str | Promise
LANGUAGES = ("ar", "en")
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Wording:
    """The question as a reader of one language sees it; its hash proves which words they saw."""

    purpose: str
    language: str
    title: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.title}\n{self.text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Purpose:
    """A purpose that needs consent. A materially new purpose gets a new code: nobody has agreed to it yet.

    `at_sign_up` asks when an account is opened, unticked.
    """

    code: str
    title: Text
    text: Text
    group: Group
    at_sign_up: bool
    order: int

    def wording(self, language: str) -> Wording:
        with override(language):
            return Wording(self.code, language, str(self.title), str(self.text))


_purposes: dict[str, Purpose] = {}


def register(
    code: str, *, title: Text, text: Text, group: Group, at_sign_up: bool = False, order: int = 100
) -> Purpose:
    """Make a purpose known; `title` and `text` are lazy translations, whole sentences a person can judge.

    The same code again replaces it. Raises ValueError for a code that is no short identifier.
    """
    if not code.isidentifier() or len(code) > LONGEST_CODE:
        raise ValueError(f"{code!r} is no code for a purpose.")
    purpose = Purpose(code, title, text, Group(group), at_sign_up, order)
    _purposes[code] = purpose
    return purpose


def unregister(code: str) -> None:
    _purposes.pop(code, None)


def purpose(code: str) -> Purpose:
    """Raises PurposeUnknown."""
    try:
        return _purposes[code]
    except KeyError as error:
        raise PurposeUnknown(name=code) from error


def purposes(group: Group | None = None) -> list[Purpose]:
    """All, or those of one group, in the order in which they are shown."""
    found = sorted(_purposes.values(), key=lambda one: (one.order, one.code))
    return [one for one in found if group is None or one.group == group]


def known(code: str) -> bool:
    return code in _purposes
