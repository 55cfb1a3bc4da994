"""Reads: what somebody allows, and what they answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone

from compliance.consents import registry, rules
from compliance.consents.enums import Group, GuardianState
from compliance.consents.models import Consent, Guardianship
from compliance.consents.parties import Party, address_hashes
from compliance.consents.registry import Purpose


@dataclass(frozen=True, slots=True)
class Standing:
    """A purpose and where a person stands on it; `consent` None where they never answered."""

    purpose: Purpose
    consent: Consent | None
    allowed: bool


def allows(user: Any, purpose: str) -> bool:
    """Whether this account agrees to the purpose now. One query; a visitor agrees to nothing here."""
    if user is None or not user.is_authenticated:
        return False
    return account_allows(user.pk, purpose)


def account_allows(user_id: int, purpose: str) -> bool:
    """The same by the number of an account."""
    return _counts(_newest(Q(user=user_id), purpose))


def allows_address(address: str, purpose: str) -> bool:
    """Whether whoever has that e-mail address agrees: by their account, or without one."""
    mine = Q(user__email=address.strip().lower()) | Q(address__in=address_hashes(address))
    return _counts(_newest(mine, purpose))


def newest(party: Party, purpose: str) -> Consent | None:
    """The answer that counts, of exactly this party."""
    if party.user is not None:
        return _newest(Q(user=party.user.pk), purpose)
    key = Q(address=party.address) if party.address else Q(visitor=party.visitor)
    return _newest(key & Q(user__isnull=True), purpose)


def standing(user: Any, *, group: Group | None = None) -> list[Standing]:
    """Every purpose with the person's newest answer, in one query."""
    rows = Consent.objects.filter(user=user).order_by("purpose", "-pk").distinct("purpose")
    known = {row.purpose: row for row in rows.select_related("text", "guardianship", "user")}
    return [Standing(one, row := known.get(one.code), _counts(row)) for one in registry.purposes(group)]


def standing_of(row: Consent) -> bool:
    """Whether an answer that is the newest allows its purpose today."""
    return _counts(row)


def history(user: Any) -> QuerySet[Consent]:
    """Every answer of a person with the words they were shown, the newest first."""
    return Consent.objects.filter(user=user).select_related("text", "actor", "guardianship").order_by("-pk")


def guardianship_of(user: Any) -> Guardianship | None:
    """The guardianship in force over a person who is not of age yet."""
    alive = Guardianship.objects.filter(child=user.pk).exclude(state=GuardianState.ENDED).first()
    return alive if alive is not None and rules.is_minor(alive.birth_date, timezone.localdate()) else None


def is_minor(user: Any) -> bool:
    """Whether the person has told us a date of birth by which they are under eighteen."""
    return bool(user.is_authenticated) and guardianship_of(user) is not None


def people(search: str = "") -> QuerySet[Any]:
    """For the privacy office: accounts that have answered something, by the beginning of their address."""
    answered = Consent.objects.filter(user__isnull=False).values("user")
    rows = get_user_model().objects.filter(pk__in=answered).order_by("email")
    return rows.filter(email__startswith=search.strip().lower()) if search.strip() else rows


def _newest(mine: Q, purpose: str) -> Consent | None:
    rows = Consent.objects.filter(mine, purpose=purpose).select_related("guardianship", "text", "user")
    return rows.order_by("-pk").first()


def _counts(row: Consent | None, today: date | None = None) -> bool:
    """Whoever has no living account any more agrees to nothing."""
    if row is None or (row.user is not None and not row.user.is_active):
        return False
    birth = row.guardianship.birth_date if row.guardianship is not None else None
    return rules.counts(given=row.given, guarded_birth=birth, today=today or timezone.localdate())
