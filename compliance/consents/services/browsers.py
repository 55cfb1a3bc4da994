"""What a browser was told about cookies, and how it becomes the account's at login."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpRequest

from compliance.consents import queries, registry
from compliance.consents.enums import Group, Means
from compliance.consents.models import Consent
from compliance.consents.origins import Origin, origin_of
from compliance.consents.parties import Party, visitor_hash
from compliance.consents.services.giving import give, withdraw
from compliance.consents.visitor import Choice, keep_later, read


@transaction.atomic
def choose(*, request: HttpRequest, given: dict[str, bool], words: dict[str, str], language: str) -> Choice:
    """The answer to the question about cookies; the cookie itself is set when the response leaves.

    Signed in, it is the account's answer too. Raises PurposeUnknown, WordsChanged, GuardianNeeded.
    """
    user = request.user if request.user.is_authenticated else None
    choice = (read(request) or Choice.fresh()).owned_by(user)
    party = Party(user=user, visitor=visitor_hash(choice.key))
    origin = origin_of(request)
    for code, agreed in sorted(given.items()):
        verb = give if agreed else withdraw
        verb(party=party, purpose=code, words=words.get(code, ""), language=language, origin=origin)
        choice = choice.answered(code, given=agreed)
    keep_later(request, choice)
    return choice


@transaction.atomic
def merge(*, request: HttpRequest, user: Any) -> None:
    """At login: what this browser answered last becomes the account's; else the browser learns the account's.

    A cookie that belongs to another account (somebody else's computer) is not taken over.
    """
    found = read(request)
    choice = found if found is not None and found.owner in {0, user.pk} else None
    fresh = (choice or Choice.fresh()).owned_by(user)
    for purpose in registry.purposes(Group.DEVICE):
        fresh = _merged(fresh, purpose.code, user, is_new=choice is None)
    if found is not None or fresh.answers:
        keep_later(request, fresh)


def _merged(choice: Choice, code: str, user: Any, *, is_new: bool) -> Choice:
    visitor = visitor_hash(choice.key)
    mine = queries.newest(Party(user=user), code)
    here = None if is_new else queries.newest(Party(visitor=visitor), code)
    if here is not None and (mine is None or mine.pk < here.pk) and queries.guardianship_of(user) is None:
        mine = _carry_over(here, user, visitor, code)
    return choice if mine is None else choice.answered(code, given=queries.standing_of(mine))


def _carry_over(here: Consent, user: Any, visitor: str, code: str) -> Consent:
    """The same answer to the same words, by the same means; the row names browser and account."""
    origin = Origin(means=Means(here.means), ip_prefix=here.ip_prefix, agent=here.agent, actor=user)
    party = Party(user=user, visitor=visitor)
    if not here.given:
        return withdraw(party=party, purpose=code, origin=origin)
    text = here.text
    if text is None or text.sha256 != registry.purpose(code).wording(text.language).sha256:
        return here  # the words have changed meanwhile: the account is asked anew
    return give(party=party, purpose=code, words=text.sha256, language=text.language, origin=origin)
