"""People in the administration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.enums import Role
from accounts.models import RoleGrant, User
from accounts.queries import roles_of
from compliance.models import AuditEntry
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/en/admin/accounts/user/"


def _form(user: User, **roles: str) -> dict[str, Any]:
    held = list(RoleGrant.objects.filter(user=user))
    fields: dict[str, Any] = {
        "name_ar": user.name_ar,
        "name_en": user.name_en,
        "is_active": "on",
        "language": user.language,
        "currency": user.currency,
        "country": str(user.country),
        "time_zone": user.time_zone,
        "theme": user.theme,
        "role_grants-TOTAL_FORMS": str(len(held) + len(roles.get("add", "").split())),
        "role_grants-INITIAL_FORMS": str(len(held)),
        "stage_changes-TOTAL_FORMS": "0",
        "stage_changes-INITIAL_FORMS": "0",
    }
    for number, grant in enumerate(held):
        fields |= {f"role_grants-{number}-id": grant.pk, f"role_grants-{number}-user": user.pk}
        if grant.role == roles.get("remove"):
            fields[f"role_grants-{number}-DELETE"] = "on"
    for number, role in enumerate(roles.get("add", "").split(), start=len(held)):
        fields |= {f"role_grants-{number}-role": role, f"role_grants-{number}-user": user.pk}
    return fields


@pytest.mark.parametrize("person", [None, UserFactory])
def test_only_staff_come_in(client_for: Callable[..., Client], person: Any) -> None:
    assert client_for(person() if person else None).get(LIST).status_code == 302


def test_the_administration_has_no_door_of_its_own(client: Client) -> None:
    response = client.post("/en/admin/login/?next=/en/admin/", {"username": "x", "password": "x"})
    assert response.headers["Location"] == "/en/account/login/?next=%2Fen%2Fadmin%2F"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_people_are_found_by_either_name(client_for: Callable[..., Client], language: str) -> None:
    UserFactory(name_ar="لمياء الراشد", name_en="Lamya", email="findme@example.com")
    UserFactory(name_ar="سعد", name_en="Saad", email="other@example.com")
    browser = client_for(AdminFactory(email="head@example.com"))
    for sought in ("لمياء", "Lamya", "findme"):
        page = browser.get(f"/{language}/admin/accounts/user/", {"q": sought}).content.decode()
        assert ("findme@example.com" in page, "other@example.com" in page) == (True, False)


def test_no_password_is_in_sight(client_for: Callable[..., Client]) -> None:
    user = UserFactory()
    page = client_for(AdminFactory()).get(f"{LIST}{user.pk}/change/").content.decode()
    assert user.password not in page
    assert "md5" not in page


def test_roles_go_through_the_services(client_for: Callable[..., Client]) -> None:
    user, admin = UserFactory(), AdminFactory()
    browser = client_for(admin)
    response = browser.post(f"{LIST}{user.pk}/change/", _form(user, add="collector staff"))
    assert response.status_code == 302, response.context["adminform"].form.errors
    user = User.objects.get(pk=user.pk)
    assert (roles_of(user), user.is_staff) == ({Role.COLLECTOR, Role.STAFF}, True)
    assert set(RoleGrant.objects.values_list("granted_by", flat=True)) == {admin.pk}
    browser.post(f"{LIST}{user.pk}/change/", _form(user, remove="staff"))
    user = User.objects.get(pk=user.pk)
    assert (roles_of(user), user.is_staff) == ({Role.COLLECTOR}, False)
    assert AuditEntry.objects.filter(action="accounts.role.revoked", actor_id=admin.pk).count() == 1


def test_staff_without_the_crown_make_no_staff_and_change_no_staff(client_for: Callable[..., Client]) -> None:
    clerk, user, colleague = StaffFactory(), UserFactory(), StaffFactory()
    clerk.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    browser = client_for(clerk)
    browser.post(f"{LIST}{user.pk}/change/", _form(user, add="staff"))
    assert roles_of(User.objects.get(pk=user.pk)) == frozenset()
    assert browser.post(f"{LIST}{colleague.pk}/change/", _form(colleague)).status_code == 403


def test_nobody_is_added_or_dropped_here(client_for: Callable[..., Client]) -> None:
    user = UserFactory()
    browser = client_for(AdminFactory())
    assert browser.get(f"{LIST}add/").status_code == 403
    assert browser.post(f"{LIST}{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_costs_the_same_for_many(
    client_for: Callable[..., Client], people: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    browser = client_for(AdminFactory())
    UserFactory.create_batch(people)
    browser.get(LIST)
    with django_assert_num_queries(6):
        browser.get(LIST)
