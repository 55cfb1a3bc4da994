"""What a person told us by mail, telephone, letter or in person, written down by a member of staff."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from compliance.consents import registry
from compliance.consents.enums import Means
from compliance.consents.exceptions import NoteNeeded
from compliance.consents.models import Consent
from compliance.consents.origins import Origin
from compliance.consents.parties import Party
from compliance.consents.services.giving import give, withdraw
from core.bidi import clean_line


@transaction.atomic
def record_told(
    *, person: Any, purpose: str, given: bool, means: Means, note: str, language: str, by: Any
) -> Consent:
    """`language` is the one in which the question was read out or shown. Raises NoteNeeded, PurposeUnknown,
    GuardianNeeded, ValueError for means that are the person's own. Locks the person's consents."""
    told = clean_line(note)[:300]
    if not told:
        raise NoteNeeded
    if not Means(means).by_staff:
        raise ValueError(f"{means} is not written down by staff.")
    party, origin = Party(user=person), Origin(means=Means(means), note=told, actor=by)
    if not given:
        return withdraw(party=party, purpose=purpose, origin=origin)
    words = registry.purpose(purpose).wording(language).sha256
    return give(party=party, purpose=purpose, words=words, language=language, origin=origin)
