"""What the rooms above ask before somebody acts: is this person suspended, is the thing taken down, is there a
block? Each asks the database once and says why not."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise, lazystr
from django.utils.translation import gettext_lazy as _

from compliance.safety import queries
from compliance.safety.enums import Scope
from compliance.safety.exceptions import Blocked, BlockedByYou, Suspended, TakenDown
from compliance.safety.models import Case, Suspension
from core.dates import both_dates

_UNTIL: Final[dict[Scope, str | Promise]] = {
    Scope.BIDDING: _("You cannot bid until %(day)s."),
    Scope.SELLING: _("You cannot publish or sell until %(day)s."),
    Scope.MESSAGING: _("You cannot write messages until %(day)s."),
}
_OPEN_ENDED: Final[dict[Scope, str | Promise]] = {
    Scope.BIDDING: _("You cannot bid until further notice."),
    Scope.SELLING: _("You cannot publish or sell until further notice."),
    Scope.MESSAGING: _("You cannot write messages until further notice."),
}


class _What:
    """The sentence of a suspension, whose words are chosen when it is read."""

    def __init__(self, suspension: Suspension, scope: Scope) -> None:
        self.suspension, self.scope = suspension, scope

    def __str__(self) -> str:
        if self.suspension.ends_at is None:
            return str(_OPEN_ENDED[self.scope])
        return str(_UNTIL[self.scope]) % {"day": both_dates(self.suspension.ends_at)}


class _Address:
    """The full address of a decision, under the language of the reader."""

    def __init__(self, number: str) -> None:
        self.number = number

    def __str__(self) -> str:
        return f"{settings.SITE_URL}{reverse('safety:decision', args=[self.number])}"


def refusal(suspension: Suspension, scope: Scope) -> Suspended:
    """Why this is not possible, until when, and where to appeal."""
    return Suspended(
        what=lazystr(_What(suspension, scope)),
        reasons=suspension.reasons,
        url=lazystr(_Address(suspension.decision.case.number)),
    )


def standing(user: Any, scope: Scope) -> Suspended | None:
    """What stands in this person's way, or None; for pages that say it beforehand. One query."""
    if not user.is_authenticated:
        return None
    found = queries.suspension_of(user, scope)
    return None if found is None else refusal(found, scope)


def check(user: Any, scope: Scope, *, also: QuerySet[Any] | None = None) -> None:
    """Raises Suspended where the person, or one of `also` (keys of people), may not do this now."""
    found = queries.suspension_of(user, scope, also=also)
    if found is not None:
        raise refusal(found, scope)


def refuse(suspension_pk: int, scope: Scope) -> Suspended:
    """The refusal of a suspension that a hot path has found by itself."""
    return refusal(Suspension.objects.select_related("decision__case").get(pk=suspension_pk), scope)


def check_not_taken_down(kind: str, pk: int) -> None:
    """Raises TakenDown for what a decision took down, so that nobody simply shows it again."""
    found: Case | None = queries.taken_down(kind, pk)
    if found is not None:
        raise TakenDown(url=lazystr(_Address(found.number)))


def check_may_write(user: Any, others: Collection[Any] | QuerySet[Any]) -> None:
    """Raises Suspended, BlockedByYou, Blocked: whether a person may write to the other side. Two queries."""
    check(user, Scope.MESSAGING)
    blocks = set(queries.blocks_between(user, others).values_list("blocker_id", flat=True))
    if user.pk in blocks:
        raise BlockedByYou
    if blocks:
        raise Blocked
