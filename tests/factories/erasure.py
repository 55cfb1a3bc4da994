"""Officers, proposals and holds for tests."""

from __future__ import annotations

from django.contrib.auth.models import Permission

from compliance.erasure import services
from compliance.erasure.models import Erasure
from tests.factories.accounts import StaffFactory


def officer(**fields):
    """Somebody of the privacy office."""
    user = StaffFactory(**fields)
    user.user_permissions.add(
        Permission.objects.get(content_type__app_label="compliance", codename="handle_privacy")
    )
    return user


def proposed(user=None, *, by=None, **more) -> Erasure:
    return services.propose(user=user, by=by or officer(), **more)


def approved(user=None, **more) -> Erasure:
    """By two officers; nothing has run yet."""
    return services.approve(erasure=proposed(user, **more), by=officer())


def erased(user=None, **more) -> Erasure:
    return services.run(erasure=approved(user, **more))
