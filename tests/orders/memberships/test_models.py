"""What the database itself refuses."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from core import clock
from orders.memberships.enums import MembershipState, TermState
from orders.memberships.models import Membership, MembershipPeriod, Tier, TierPrice
from tests.factories.accounts import UserFactory
from tests.factories.memberships import TierFactory, membership_of, price_of, tier_of
from tests.factories.orders import order_of

pytestmark = pytest.mark.django_db


def refused(act) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def membership(**given) -> Membership:
    person = UserFactory()
    terms = {
        "user": person,
        "payer": person,
        "tier": tier_of("collector", "friend"),
        "period": "month",
        "currency": "SAR",
        "created_at": clock.now(),
        **given,
    }
    return Membership.objects.create(**terms)


def test_one_living_membership_a_holder() -> None:
    first = membership()
    refused(lambda: membership(user=first.user))
    seller = membership_of().seller
    refused(lambda: membership(user=None, seller=seller))


def test_exactly_one_holder() -> None:
    refused(lambda: membership(user=None))
    seller = membership_of().seller
    refused(lambda: membership(seller=seller, state="ended", ended_at=clock.now(), end_reason="unpaid"))


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "active"},
        {"state": "ended"},
        {"state": "lost"},
        {"period": "week"},
        {"currency": "riyal"},
        {"starts_on": date(2026, 2, 1), "ends_on": date(2026, 1, 1)},
        {"anchor_day": 32},
        {"next_period": "month"},
    ],
)
def test_what_a_membership_cannot_be(wrong) -> None:
    refused(lambda: membership(**wrong))


def test_states_move_forward_only() -> None:
    one = membership_of()
    Membership.objects.filter(pk=one.pk).update(
        state=MembershipState.ENDED, end_reason="unpaid", ended_at=clock.now()
    )
    refused(lambda: Membership.objects.filter(pk=one.pk).update(state=MembershipState.ACTIVE))
    refused(lambda: Membership.objects.filter(pk=one.pk).delete())


def test_paid_stretches_do_not_overlap_and_one_is_open_at_a_time() -> None:
    one = membership_of()
    paid = one.periods.get()
    terms = {
        "membership": one,
        "kind": "renewal",
        "tier": one.tier,
        "period": "month",
        "value": 30_000,
        "currency": "SAR",
        "created_at": clock.now(),
    }
    refused(
        lambda: MembershipPeriod.objects.create(
            **terms, order=order_of(), state="paid", starts_on=paid.starts_on, ends_on=paid.ends_on
        )
    )
    refused(lambda: MembershipPeriod.objects.create(**terms, order=order_of(), state="paid"))
    refused(lambda: MembershipPeriod.objects.create(**{**terms, "credit": 30_000}, order=order_of()))
    MembershipPeriod.objects.create(**terms, order=order_of())
    refused(lambda: MembershipPeriod.objects.create(**terms, order=order_of()))
    refused(lambda: MembershipPeriod.objects.filter(state=TermState.OPEN).delete())


def test_what_a_tier_and_a_price_cannot_be() -> None:
    free = tier_of("gallery", "free")
    assert free.free
    for wrong in (
        {"free": True},
        {"code": "studio"},
        {"position": free.position},
        {"audience": "public"},
        {"name_ar": ""},
        {"commission_bps": 10_001},
    ):
        refused(lambda wrong=wrong: TierFactory(**wrong))
    price = price_of()
    for wrong in ({"amount": 0}, {"currency": "sar"}, {"period": "week"}):
        refused(lambda wrong=wrong: TierPrice.objects.filter(pk=price.pk).update(**wrong))
    with pytest.raises(IntegrityError), transaction.atomic():
        TierPrice.objects.create(tier=price.tier, period=price.period, currency="SAR", amount=1)


def test_the_house_opens_with_its_tiers_named_and_priced_in_both_languages() -> None:
    tiers = Tier.objects.order_by("audience", "position")
    assert [(one.audience, one.code, one.free) for one in tiers] == [
        ("artist", "free", True),
        ("artist", "studio", False),
        ("collector", "friend", False),
        ("collector", "patron", False),
        ("gallery", "free", True),
        ("gallery", "studio", False),
        ("gallery", "house", False),
    ]
    assert all(one.name_ar and one.name_en and one.description_ar and one.description_en for one in tiers)
    for one in tiers.filter(free=False):
        currencies = one.prices.values_list("currency", "period").order_by("currency", "period")
        assert list(currencies) == [
            (currency, period) for currency in ("AED", "KWD", "SAR") for period in ("month", "year")
        ]
