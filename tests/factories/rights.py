"""Requests for tests, made through the services like real ones; officers of the privacy office."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import Permission

from compliance.rights import services
from compliance.rights.enums import Right
from compliance.rights.models import Request
from core.models import OutboxMessage
from tests.factories.accounts import StaffFactory, UserFactory

RECEIVED = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def officer(**given: Any) -> Any:
    """Staff who may handle privacy."""
    person = StaffFactory(**given)
    permission = Permission.objects.get(codename="handle_privacy", content_type__app_label="compliance")
    person.user_permissions.add(permission)
    return type(person).objects.get(pk=person.pk)  # permissions are kept on the object that was asked


def asked(right: Right = Right.DESTRUCTION, user: Any = None, **given: Any) -> Request:
    """By somebody who is signed in; with an erasure nothing happens by itself."""
    given.setdefault("now", RECEIVED)
    return services.open_request(user=user or UserFactory(), right=right, **given)


def asked_by_guest(right: Right = Right.COPY, email: str = "guest@example.com", **given: Any) -> Request:
    given.setdefault("now", RECEIVED)
    return services.open_as_guest(
        right=right, email=email, **{"name": "Lamia", "country": "SA", "language": "en", **given}
    )


def code_of(request: Request) -> str:
    """The newest code as it travels to the mail room."""
    rows = OutboxMessage.objects.filter(topic="rights.code", payload__request=request.pk)
    return rows.order_by("-pk").values_list("payload__secret", flat=True)[0]
