"""What must end in the house itself before an account can be erased: somebody has to be left to run it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from compliance import obstacles
from compliance.obstacles import Obstacle


def of_account(user: Any) -> Iterator[Obstacle]:
    """The last administrator hands the keys over first."""
    if not user.is_superuser or not user.is_active:
        return
    if not User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists():
        text = _("You are the last administrator: make somebody else an administrator first.")
        yield Obstacle("accounts.last_administrator", text, reverse("accounts:home"))


def register() -> None:
    obstacles.register("accounts", of_account)
