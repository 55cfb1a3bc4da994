"""A visitor's report waits in the session until its address is confirmed: nothing is stored about who never
confirms, and a flood of unconfirmed reports leaves no row."""

from __future__ import annotations

import secrets
import time
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from compliance.safety import letters
from compliance.safety.exceptions import CodeOver, CodeWrong

PLACE: Final = "safety_draft"
VALID_SECONDS: Final = 30 * 60
TRIES: Final = 5


@dataclass(slots=True)
class Draft:
    """What a visitor wrote, and the fingerprint of the code that went to the address."""

    kind: str
    pk: int
    reason: str
    text: str
    email: str
    language: str
    mark: str = ""
    sent: float = 0.0
    tries: int = 0


def begin(session: SessionBase, draft: Draft) -> None:
    """Keeps the report and sends the code; a second report takes the place of the first."""
    digits = f"{secrets.randbelow(1_000_000):06d}"
    draft.mark, draft.sent, draft.tries = _mark(digits, draft.email), time.time(), 0
    session[PLACE] = asdict(draft)
    with transaction.atomic():
        letters.code(draft.email, draft.language, digits, f"safety-code:{secrets.token_hex(12)}")


def waiting(session: SessionBase) -> Draft | None:
    found: Any = session.get(PLACE)
    return Draft(**found) if found else None


def confirm(session: SessionBase, digits: str) -> Draft:
    """The report whose address this code proves. Raises CodeOver (too old, too many tries), CodeWrong."""
    draft = waiting(session)
    if draft is None or draft.tries >= TRIES or time.time() - draft.sent > VALID_SECONDS:
        raise CodeOver
    draft.tries += 1
    session[PLACE] = asdict(draft)
    if not constant_time_compare(draft.mark, _mark(digits, draft.email)):
        raise CodeOver if draft.tries >= TRIES else CodeWrong
    return draft


def done(session: SessionBase) -> None:
    session.pop(PLACE, None)


def _mark(digits: str, email: str) -> str:
    return salted_hmac("compliance.safety.code", f"{digits}:{email.lower()}", algorithm="sha256").hexdigest()
