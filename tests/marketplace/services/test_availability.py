from __future__ import annotations

import pytest

from compliance.models import AuditEntry
from marketplace import services
from marketplace.exceptions import HeldForAnother, NotForSale, NotPublishable, NotYours, SoldAlready
from tests.factories.accounts import UserFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def work(owner):
    return ArtworkFactory(seller=SellerFactory(owner=owner), published=True)


def standing(work):
    work.refresh_from_db()
    return work.availability, work.hold_source


def test_a_hold_knows_its_holder_and_may_be_repeated(work):
    services.hold_artwork(artwork=work, source="lot:31")
    services.hold_artwork(artwork=work, source="lot:31")
    assert standing(work) == ("on_hold", "lot:31")
    assert AuditEntry.objects.filter(action="marketplace.artwork.held").count() == 1


def test_one_hold_at_a_time(work):
    services.hold_artwork(artwork=work, source="lot:31")
    with pytest.raises(HeldForAnother):
        services.hold_artwork(artwork=work, source="order:12")
    assert standing(work) == ("on_hold", "lot:31")


def test_only_the_holder_lets_go(work):
    services.hold_artwork(artwork=work, source="lot:31")
    services.release_artwork(artwork=work, source="order:12")
    assert standing(work) == ("on_hold", "lot:31")
    services.release_artwork(artwork=work, source="lot:31")
    services.release_artwork(artwork=work, source="lot:31")
    assert standing(work) == ("available", "")


def test_only_the_holder_sells(work):
    services.hold_artwork(artwork=work, source="lot:31")
    with pytest.raises(HeldForAnother):
        services.mark_sold(artwork=work, source="order:12")
    services.mark_sold(artwork=work, source="lot:31")
    services.mark_sold(artwork=work, source="lot:31")
    assert standing(work) == ("sold", "")
    assert AuditEntry.objects.filter(action="marketplace.artwork.sold").count() == 1


def test_a_sold_work_is_not_held(work):
    services.mark_sold(artwork=work)
    with pytest.raises(SoldAlready):
        services.hold_artwork(artwork=work, source="lot:31")


def test_a_work_that_is_not_for_sale_is_not_held(work, owner):
    services.withdraw_artwork(artwork=work, by=owner)
    with pytest.raises(NotForSale):
        services.hold_artwork(artwork=work, source="lot:31")
    services.mark_available(artwork=work, by=owner)
    assert standing(work) == ("available", "")


def test_the_seller_does_not_end_the_hold_of_a_buyer(work, owner):
    services.hold_artwork(artwork=work, source="order:12")
    with pytest.raises(HeldForAnother):
        services.mark_available(artwork=work, by=owner)
    with pytest.raises(HeldForAnother):
        services.withdraw_artwork(artwork=work, by=owner)
    services.release_artwork(artwork=work, by=owner)
    assert standing(work) == ("on_hold", "order:12")


def test_the_sellers_own_hold_is_theirs_to_end(work, owner):
    services.hold_artwork(artwork=work, by=owner)
    assert standing(work) == ("on_hold", "seller")
    services.mark_available(artwork=work, by=owner)
    assert standing(work) == ("available", "")


@pytest.mark.parametrize(
    "verb",
    [
        services.hold_artwork,
        services.release_artwork,
        services.mark_sold,
        services.mark_available,
        services.withdraw_artwork,
    ],
)
def test_an_outsider_changes_nothing(work, verb):
    with pytest.raises(NotYours):
        verb(artwork=work, by=UserFactory())
    assert standing(work) == ("available", "")
    assert AuditEntry.objects.filter(subject_id=str(work.pk)).count() == 0


def test_an_old_work_of_unknown_age_does_not_slip_into_the_shop():
    work = ArtworkFactory(published=True, year=1850, antiquity="unknown", availability="not_for_sale")
    with pytest.raises(NotPublishable):
        services.mark_available(artwork=work)
    assert standing(work) == ("not_for_sale", "")
