"""The demo's reports: through the services, once."""

from __future__ import annotations

from pathlib import Path

import pytest

from compliance.safety.models import Case, Decision, Report, Suspension
from marketplace.demo import stages
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.marketplace import published_work
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def test_the_moderators_desk_has_something_to_show() -> None:
    people = {part: UserFactory() for part in ("collector", "second", "gallery")} | {"staff": AdminFactory()}
    seller = SellerFactory(owner=people["gallery"])
    for _ in range(4):
        published_work(seller=seller)
    said: list[str] = []
    context = stages.Context(
        seed=1, works=4, artists=1, pixels=1, folder=Path(), say=said.append, people=people
    )
    for _again in range(2):
        stages.run("trust", context)
    assert said == ["5 reports for the moderators"]
    assert Report.objects.count() == 5
    assert sorted(Case.objects.values_list("state", flat=True)) == ["closed", "decided", "open", "open"]
    assert sorted(Decision.objects.values_list("outcome", flat=True)) == ["none", "warn"]
    assert Suspension.objects.count() == 0
