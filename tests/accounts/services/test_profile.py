"""What people say about themselves."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from accounts import services
from accounts.models import User
from compliance.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_names_are_cleaned_and_html_stays_text() -> None:
    user = UserFactory()
    services.update_profile(user=user, name_ar=" لمياء\u202e  الراشد ", name_en="<b>Lamya</b>")
    user.refresh_from_db()
    assert (user.name_ar, user.name_en) == ("لمياء الراشد", "<b>Lamya</b>")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("currency", "XXX"),
        ("time_zone", "Mars/Olympus"),
        ("language", "fr"),
        ("country", "ZZ"),
        ("theme", "pink"),
    ],
)
def test_a_value_that_is_not_offered_changes_nothing(field: str, value: str) -> None:
    user = UserFactory()
    with pytest.raises(ValidationError) as refused:
        services.update_profile(user=user, **{field: value, "name_en": "Somebody else"})
    assert list(refused.value.message_dict) == [field]
    assert User.objects.get().name_en == user.name_en


def test_a_field_outside_the_profile_is_an_error_of_the_programme() -> None:
    user = UserFactory()
    with pytest.raises(TypeError):
        services.update_profile(user=user, is_staff=True)
    assert User.objects.get().is_staff is False


def test_the_audit_log_tells_what_changed_without_names() -> None:
    user = UserFactory(currency="SAR")
    services.update_profile(user=user, currency="AED", name_en="Lamya")
    entry = AuditEntry.objects.get(action="accounts.profile.changed")
    assert (entry.before["currency"], entry.after["currency"]) == ("SAR", "AED")
    assert "Lamya" not in str(entry.after)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("لمياء", {"name_ar": "لمياء"}),
        ("Lamya", {"name_en": "Lamya"}),
        ("Lamya لمياء", {"name_ar": "Lamya لمياء"}),
        (" \u200f ", {}),
    ],
)
def test_a_name_goes_to_the_column_of_its_script(name: str, columns: dict[str, str]) -> None:
    assert services.name_columns(name) == columns
