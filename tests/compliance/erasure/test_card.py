"""What the privacy office sees of erasures."""

from __future__ import annotations

import pytest
from django.urls import reverse

from compliance.erasure import queries
from compliance.erasure.enums import State
from compliance.office import Card
from core import clock
from tests.factories.accounts import UserFactory
from tests.factories.erasure import proposed

pytestmark = pytest.mark.django_db


def test_what_is_not_over_waits_and_what_failed_is_late() -> None:
    url = reverse("erasure:queue")
    assert queries.card(clock.now()) == Card(url)
    row = proposed(UserFactory())
    assert queries.card(clock.now()) == Card(url, open=1)
    type(row).objects.filter(pk=row.pk).update(state=State.REFUSED)
    assert queries.card(clock.now()) == Card(url)
