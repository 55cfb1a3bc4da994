"""Guardians: named by the young person, asked by letter, answering with the code of that letter."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from compliance import audit
from compliance.consents import letters, locks, queries, registry, rules
from compliance.consents.enums import GuardianState, Proof
from compliance.consents.exceptions import (
    AskedTooOften,
    BirthDateRefused,
    CodeSpent,
    CodeWrong,
    GuardianMissing,
    GuardianRefused,
)
from compliance.consents.models import Consent, GuardianRequest, Guardianship
from compliance.consents.origins import Origin
from compliance.consents.parties import Party
from compliance.consents.services.giving import give, withdraw
from core import clock
from core.bidi import clean_line

LIVES: Final = timedelta(days=14)
BETWEEN: Final = timedelta(hours=1)
MOST_TRIES: Final = 5


@transaction.atomic
def name_guardian(
    *, child: Any, birth_date: date, guardian_email: str, guardian_name: str = ""
) -> Guardianship:
    """A young person says who they are; an earlier guardianship ends. Locks the child's guardianships.

    Raises BirthDateRefused for somebody of age or not born yet, GuardianRefused for the child's own address.
    """
    today, address = timezone.localdate(), guardian_email.strip().lower()
    if birth_date > today or not rules.is_minor(birth_date, today):
        raise BirthDateRefused
    if not address or address == child.email.lower():
        raise GuardianRefused
    now = clock.now()
    for earlier in locks.guardianships_of(child.pk):
        if earlier.state != GuardianState.ENDED:
            earlier.state, earlier.ended_at = GuardianState.ENDED, now
            earlier.save(update_fields=["state", "ended_at"])
    named = Guardianship.objects.create(
        child=child,
        birth_date=birth_date,
        guardian=get_user_model().objects.filter(email=address).first(),
        guardian_email=address,
        guardian_name=clean_line(guardian_name)[:150],
        asked_at=now,
    )
    audit.record("consents.guardian.named", subject=named, actor=child)
    return named


@transaction.atomic
def ask_guardian(*, child: Any, purposes: Iterable[str], now: Any = None) -> GuardianRequest:
    """Sends the guardian a letter with a link and a code, in both languages. Locks the child's guardianships.

    Raises GuardianMissing, PurposeUnknown, AskedTooOften (one letter an hour).
    """
    moment = now or clock.now()
    asked = _question(child, purposes, moment)
    _post(asked, moment)
    return asked


@transaction.atomic
def prepare_question(*, child: Any, purposes: Iterable[str]) -> GuardianRequest:
    """As `ask_guardian`, but the letter waits until the child's own address is confirmed (`send_prepared`):
    nobody sends letters to strangers with an address that is not theirs."""
    return _question(child, purposes, clock.now())


@transaction.atomic
def send_prepared(*, child: Any) -> int:
    """Sends what `prepare_question` left; how many letters."""
    moment = clock.now()
    locks.guardianships_of(child.pk)
    waiting = list(GuardianRequest.objects.filter(guardianship__child=child, code_hash="", answered_at=None))
    for asked in waiting:
        _post(asked, moment)
    return len(waiting)


def _question(child: Any, purposes: Iterable[str], moment: Any) -> GuardianRequest:
    locks.guardianships_of(child.pk)
    guardianship = queries.guardianship_of(child)
    if guardianship is None:
        raise GuardianMissing
    codes = sorted({registry.purpose(code).code for code in purposes})
    if guardianship.requests.filter(asked_at__gt=moment - BETWEEN).exists():
        raise AskedTooOften
    return GuardianRequest.objects.create(
        guardianship=guardianship, purposes=codes, asked_at=moment, expires_at=moment + LIVES
    )


def _post(asked: GuardianRequest, moment: Any) -> None:
    code = f"{secrets.randbelow(10**6):06d}"
    asked.code_hash, asked.expires_at = _hash(asked.pk, code), moment + LIVES
    asked.save(update_fields=["code_hash", "expires_at"])
    letters.ask(asked, code)
    child = asked.guardianship.child
    audit.record(
        "consents.guardian.asked", subject=asked.guardianship, actor=child, after={"codes": asked.purposes}
    )


def answer_guardian(
    *,
    request: GuardianRequest,
    code: str,
    agreed: Mapping[str, str],
    name: str,
    language: str,
    origin: Origin,
    now: Any = None,
) -> list[Consent]:
    """The guardian's yes to the purposes in `agreed` (with the hashes of the words shown), no to the others.

    The code proves that the letter reached the address; the guardian declares the rest with their name.
    Locks the question. Raises CodeSpent, CodeWrong (a wrong try is counted, also then), WordsChanged.
    """
    moment = now or clock.now()
    if not _try_code(request.pk, code, moment):
        raise CodeWrong
    with transaction.atomic():
        held = locks.guardian_request(request.pk)
        if held.answered_at is not None:
            raise CodeSpent
        held.answered_at = moment
        held.save(update_fields=["answered_at"])
        _confirm(held.guardianship, proof=Proof.MAIL_CODE, name=name, by=None, moment=moment)
        return _answers(held, agreed, language, origin)


@transaction.atomic
def withdraw_as_guardian(*, guardianship: Guardianship, origin: Origin) -> int:
    """Takes back everything that this guardian allowed and that still counts; how many. As easy as the yes."""
    child, count = guardianship.child, 0
    for standing in queries.standing(child):
        row = standing.consent
        if standing.allowed and row is not None and row.guardianship_id == guardianship.pk:
            withdraw(party=Party(user=child), purpose=row.purpose, origin=_for(origin, guardianship))
            count += 1
    return count


@transaction.atomic
def confirm_in_person(*, guardianship: Guardianship, name: str, by: Any) -> Guardianship:
    """A member of staff has seen the proof; no copy is kept (Law, Art. 28). Locks the child's guardianships."""
    held = next(row for row in locks.guardianships_of(guardianship.child_id) if row.pk == guardianship.pk)
    _confirm(held, proof=Proof.STAFF, name=name or held.guardian_name, by=by, moment=clock.now())
    return held


def _confirm(row: Guardianship, *, proof: Proof, name: str, by: Any, moment: Any) -> None:
    if row.state != GuardianState.ASKED:
        return
    row.state, row.proof, row.verified_by, row.verified_at = GuardianState.CONFIRMED, proof, by, moment
    row.guardian_name = clean_line(name)[:150] or row.guardian_name
    row.save(update_fields=["state", "proof", "verified_by", "verified_at", "guardian_name"])
    audit.record("consents.guardian.confirmed", subject=row, actor=by, after={"proof": str(proof)})


def _answers(
    held: GuardianRequest, agreed: Mapping[str, str], language: str, origin: Origin
) -> list[Consent]:
    party, told = Party(user=held.guardianship.child), _for(origin, held.guardianship)
    return [
        give(party=party, purpose=code, words=agreed[code], language=language, origin=told)
        if code in agreed
        else withdraw(party=party, purpose=code, origin=told)
        for code in held.purposes
    ]


@transaction.atomic
def _try_code(pk: int, code: str, moment: Any) -> bool:
    """In a transaction of its own, so that a wrong try stays counted. Raises CodeSpent."""
    held = locks.guardian_request(pk)
    spent = held.answered_at is not None or held.expires_at < moment or held.tries >= MOST_TRIES
    if spent or held.guardianship.state == GuardianState.ENDED:
        raise CodeSpent
    held.tries += 1
    held.save(update_fields=["tries"])
    return bool(held.code_hash) and hmac.compare_digest(held.code_hash, _hash(held.pk, code))


def _hash(question: int, code: str) -> str:
    return salted_hmac("consents.guardian", f"{question}:{code}", algorithm="sha256").hexdigest()


def _for(origin: Origin, guardianship: Guardianship) -> Origin:
    return Origin(
        means=origin.means,
        ip_prefix=origin.ip_prefix,
        agent=origin.agent,
        actor=origin.actor,
        guardianship=guardianship,
    )
