"""The demonstration's commissions stand in every state, their money is sound, and they can be built twice."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from accounts.enums import Role
from commissions.enums import CommissionState
from commissions.models import Commission, Screening
from marketplace.demo import cast, stages
from marketplace.demo.corpus import Text
from marketplace.models import Artist, Artwork
from orders import ledger_check
from orders.models import Order

pytestmark = pytest.mark.django_db


def _context(said: list[str]) -> stages.Context:
    people = {
        part.code: cast.account(email=cast.email_of(part), name=part.name, role=part.role, secret=None)
        for part in cast.PARTS
    }
    for number in range(2):
        name = Text(f"فنان {number}", f"Artist {number}")
        cast.account(email=f"artist{number}@{cast.DOMAIN}", name=name, role=Role.ARTIST, secret=None)
    return stages.Context(seed=1, works=0, artists=0, pixels=1, folder=Path(), say=said.append, people=people)


def test_fifteen_commissions_in_all_states() -> None:
    said: list[str] = []
    for _again in range(2):
        stages.run("commissions", _context(said))
    assert said == ["commissions: 15"] * 2
    assert Counter(Commission.objects.values_list("state", flat=True)) == {
        CommissionState.DRAFT: 1,
        CommissionState.SCREENING: 1,
        CommissionState.OPEN: 2,
        CommissionState.DISCUSSION: 2,
        CommissionState.AWARDED: 1,
        CommissionState.IN_PROGRESS: 2,
        CommissionState.DELIVERED: 1,
        CommissionState.COMPLETED: 2,
        CommissionState.CANCELLED: 2,
        CommissionState.DISPUTED: 1,
    }
    assert Artist.objects.filter(seller__isnull=False).count() == 3
    assert Screening.objects.count() == 1
    assert Artwork.objects.count() == 2
    assert Order.objects.count() == 3 + 3 + 3 + 2 + 2 + 1 + 1
    assert ledger_check.problems() == []
