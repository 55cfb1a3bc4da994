"""Granting and taking back roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from accounts import queries, services
from accounts.enums import Role, Stage
from accounts.exceptions import RoleNotYours, StudioNameMissing
from accounts.models import RoleGrant, StageChange
from accounts.signals import role_granted
from compliance.models import AuditEntry
from tests.factories.accounts import AdminFactory, UserFactory

pytestmark = pytest.mark.django_db
STUDIO = {"name_ar": "مرسم \u202eالنور ", "name_en": "  Noor   Studio "}


@pytest.fixture
def told() -> Iterator[list[dict[str, Any]]]:
    """What the apps above hear, without their own answers."""
    heard: list[dict[str, Any]] = []

    def listen(**kwargs: Any) -> None:
        heard.append({key: kwargs[key] for key in ("user", "role", "by", "studio")})

    receivers, role_granted.receivers = role_granted.receivers, []
    role_granted.sender_receivers_cache.clear()
    role_granted.connect(listen)
    yield heard
    role_granted.receivers = receivers
    role_granted.sender_receivers_cache.clear()


def test_a_person_becomes_a_collector(told: list[dict[str, Any]]) -> None:
    user = UserFactory()
    grant = services.grant_role(user=user, role=Role.COLLECTOR, by=user)
    assert (grant.role, grant.granted_by) == (Role.COLLECTOR, user)
    assert queries.roles_of(user) == {Role.COLLECTOR}
    assert told == [{"user": user, "role": Role.COLLECTOR, "by": user, "studio": None}]
    assert AuditEntry.objects.get(action="accounts.role.granted").after == {"role": "collector"}


def test_the_same_role_twice_is_one_grant_and_one_signal(told: list[dict[str, Any]]) -> None:
    user = UserFactory()
    first = services.grant_role(user=user, role=Role.COLLECTOR, by=user)
    assert services.grant_role(user=user, role=Role.COLLECTOR, by=user) == first
    assert RoleGrant.objects.count() == len(told) == 1


def test_an_artist_opens_a_studio_with_a_clean_name(told: list[dict[str, Any]]) -> None:
    user = UserFactory()
    services.grant_role(user=user, role=Role.ARTIST, by=user, studio=STUDIO)
    assert told[0]["studio"] == {"name_ar": "مرسم النور", "name_en": "Noor Studio"}
    user.refresh_from_db()
    assert user.stage == Stage.SELLER
    step = StageChange.objects.get()
    assert (step.before, step.after, step.event) == (Stage.ACTIVE, Stage.SELLER, "opened_studio")


def test_a_studio_without_a_name_is_refused_and_nothing_changes(told: list[dict[str, Any]]) -> None:
    user = UserFactory()
    with pytest.raises(StudioNameMissing):
        services.grant_role(user=user, role=Role.GALLERY, by=user, studio={"name_ar": " ", "name_en": ""})
    assert (RoleGrant.objects.count(), told) == (0, [])


def test_nobody_makes_themselves_or_others_staff(told: list[dict[str, Any]]) -> None:
    user, other = UserFactory(), UserFactory()
    for victim in (user, other):
        with pytest.raises(RoleNotYours):
            services.grant_role(user=victim, role=Role.STAFF, by=user)
        victim.refresh_from_db()
        assert not victim.is_staff
    assert (RoleGrant.objects.count(), told) == (0, [])


def test_an_administrator_makes_staff_and_unmakes_it() -> None:
    user, admin = UserFactory(), AdminFactory()
    services.grant_role(user=user, role=Role.STAFF, by=admin)
    user.refresh_from_db()
    assert user.is_staff
    assert services.revoke_role(user=user, role=Role.STAFF, by=admin) is True
    user.refresh_from_db()
    assert not user.is_staff
    assert queries.roles_of(user) == frozenset()
    assert services.revoke_role(user=user, role=Role.STAFF, by=admin) is False


def test_nobody_else_takes_a_role_back() -> None:
    user, other = UserFactory(roles=[Role.ARTIST]), UserFactory()
    with pytest.raises(RoleNotYours):
        services.revoke_role(user=user, role=Role.ARTIST, by=other)
    assert queries.roles_of(user) == {Role.ARTIST}
