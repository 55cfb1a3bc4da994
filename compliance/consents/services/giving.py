"""Saying yes, and taking it back: each with words, means and time, each as easy as the other."""

from __future__ import annotations

from django.db import transaction

from compliance import audit
from compliance.consents import locks, queries, registry
from compliance.consents.exceptions import GuardianNeeded, WordsChanged
from compliance.consents.models import Consent, PurposeText
from compliance.consents.origins import Origin
from compliance.consents.parties import Party
from compliance.consents.signals import consent_given, consent_withdrawn
from core.requests import request_id


@transaction.atomic
def give(*, party: Party, purpose: str, words: str, language: str, origin: Origin) -> Consent:
    """Writes a consent down. `words` is the hash of the question that the person saw, in `language`.

    The same answer to the same words again gives the row that stands. Locks the party.
    Raises PurposeUnknown, WordsChanged when other words are in force by now, GuardianNeeded for somebody who
    is not of age unless the guardian gives it (`origin.guardianship`).
    """
    text = keep_words(purpose=purpose, language=language, words=words)
    locks.party(party)
    _check_age(party, origin)
    known = queries.newest(party, purpose)
    if (
        known is not None
        and known.given
        and known.text_id == text.pk
        and known.guardianship == origin.guardianship
    ):
        return known
    return _write(party, purpose, origin, text=text, given=True)


@transaction.atomic
def withdraw(*, party: Party, purpose: str, origin: Origin, words: str = "", language: str = "") -> Consent:
    """A no: takes a consent back, or refuses it before it was given. Never needs anybody's leave.

    Tells the rooms above at once (`consent_withdrawn`), also when it was no already. With `words` the
    question that was refused is kept too. Locks the party. Raises PurposeUnknown, WordsChanged.
    """
    registry.purpose(purpose)
    text = keep_words(purpose=purpose, language=language, words=words) if words else None
    locks.party(party)
    known = queries.newest(party, purpose)
    if known is not None and not known.given:
        _tell_withdrawn(known, party)
        return known
    return _write(party, purpose, origin, text=text, given=False)


@transaction.atomic
def keep_words(*, purpose: str, language: str, words: str) -> PurposeText:
    """The row of the question in force, written when it is first answered. Locks its versions when it writes.

    Raises PurposeUnknown, WordsChanged when `words` is the hash of other words.
    """
    wording = registry.purpose(purpose).wording(language if language in registry.LANGUAGES else "ar")
    if words != wording.sha256:
        raise WordsChanged
    rows = PurposeText.objects.filter(purpose=purpose, language=wording.language)
    if found := rows.filter(sha256=wording.sha256).first():
        return found
    locks.purpose_text(purpose, wording.language)
    if found := rows.filter(sha256=wording.sha256).first():
        return found
    last = rows.order_by("-version").values_list("version", flat=True).first() or 0
    return PurposeText.objects.create(
        purpose=purpose,
        language=wording.language,
        version=last + 1,
        title=wording.title,
        text=wording.text,
        sha256=wording.sha256,
    )


def _check_age(party: Party, origin: Origin) -> None:
    if party.user is None or origin.guardianship is not None:
        return
    if queries.guardianship_of(party.user) is not None:
        raise GuardianNeeded


def _write(party: Party, purpose: str, origin: Origin, *, text: PurposeText | None, given: bool) -> Consent:
    row = Consent.objects.create(
        user=party.user,
        address=party.address,
        visitor=party.visitor,
        purpose=purpose,
        given=given,
        text=text,
        means=origin.means,
        ip_prefix=origin.ip_prefix,
        agent=origin.agent,
        note=origin.note,
        request_id=request_id.get(),
        actor=origin.actor,
        guardianship=origin.guardianship,
    )
    if party.user is not None or party.address:
        _record(row, origin)
    if given:
        consent_given.send(
            sender=Consent, consent=row, user=party.user, address=party.address, purpose=purpose
        )
    else:
        _tell_withdrawn(row, party)
    return row


def _record(row: Consent, origin: Origin) -> None:
    action = "consents.consent.given" if row.given else "consents.consent.withdrawn"
    shown = row.text.sha256 if row.text is not None else ""
    audit.record(
        action,
        subject=row,
        actor=origin.actor,
        after={"code": row.purpose, "given": row.given, "means": str(row.means), "words": shown},
    )


def _tell_withdrawn(row: Consent, party: Party) -> None:
    consent_withdrawn.send(
        sender=Consent, consent=row, user=party.user, address=party.address, purpose=row.purpose
    )
