"""Reports, moderators and decisions for tests, made through the services."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission

from accounts.models import User
from compliance.safety import services
from compliance.safety.enums import Outcome, Reason, Scope
from compliance.safety.models import Case, Decision, Report, Suspension
from core import clock
from marketplace.models import Artwork
from orders.models import SellerMember
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.marketplace import published_work
from tests.factories.orders import SellerFactory


def moderator(**given: Any) -> User:
    made: User = StaffFactory(**given)
    made.user_permissions.add(Permission.objects.get(codename="moderate"))
    return made


def work_of(owner: User | None = None) -> Artwork:
    """A published work of a verified seller with one owner."""
    seller = SellerFactory(owner=owner or UserFactory(), verified_at=clock.now())
    return published_work(seller=seller)


def owner_of(work: Artwork) -> User:
    return SellerMember.objects.get(seller=work.seller).user


def report_of(work: Artwork | None = None, **given: Any) -> Report:
    """Of a work, by somebody who is not its owner."""
    thing = work or work_of()
    if "email" not in given and "reporter" not in given:
        given["reporter"] = UserFactory()
    fields = {"kind": "work", "pk": thing.pk, "reason": Reason.FORGERY, "text": "The signature is wrong."}
    return services.report(**(fields | given))


def taken(by: User, **given: Any) -> Case:
    return services.take(case=report_of(**given).case, by=by)


def decided(by: User | None = None, work: Artwork | None = None, **given: Any) -> Decision:
    """A strike for the owner, unless told otherwise."""
    judge, thing = by or moderator(), work or work_of()
    fields = {"outcome": Outcome.STRIKE, "reasons": "The work is not by this artist."} | given
    if Outcome(fields["outcome"]).meets_a_person:
        fields.setdefault("person", owner_of(thing))
    return services.decide(case=taken(judge, work=thing), by=judge, **fields)


def suspended(person: User, scope: Scope = Scope.ALL, days: int = 7, **given: Any) -> Suspension:
    decision = decided(
        work=work_of(person), person=person, outcome=Outcome.SUSPEND, scope=scope, days=days, **given
    )
    return decision.suspensions.get()
