"""Answers for tests: given through the services, as people give them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from compliance.consents import registry, services
from compliance.consents.enums import Means
from compliance.consents.models import Consent, Guardianship
from compliance.consents.origins import Origin
from compliance.consents.parties import Party

NEWS = "newsletter"


def words(purpose: str = NEWS, language: str = "en") -> str:
    """The hash of the question in force."""
    return registry.purpose(purpose).wording(language).sha256


def give(user: Any, purpose: str = NEWS, **origin: Any) -> Consent:
    told = Origin(**{"means": Means.WEB, "actor": user, **origin})
    return services.give(
        party=Party(user=user), purpose=purpose, words=words(purpose), language="en", origin=told
    )


def withdraw(user: Any, purpose: str = NEWS, **origin: Any) -> Consent:
    told = Origin(**{"means": Means.WEB, "actor": user, **origin})
    return services.withdraw(party=Party(user=user), purpose=purpose, origin=told)


def birthday(age: int) -> date:
    """Of somebody who turned that age this year, some time ago."""
    return date(timezone.localdate().year - age, 1, 1)


def guardianship(child: Any, *, age: int = 15, email: str = "guardian@example.com") -> Guardianship:
    return services.name_guardian(
        child=child, birth_date=birthday(age), guardian_email=email, guardian_name="Suad"
    )
