from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import override

from compliance.models import AuditEntry
from core import clock
from marketplace import rules, services
from marketplace.exceptions import ListingLimitReached, NotPublishable, NotYours, PublishingDenied, WrongState
from orders.memberships import queries as memberships
from orders.verification.services import verify
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.memberships import membership_of, tier_of
from tests.factories.orders import SellerFactory
from tests.factories.verification import moderator, paper_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def work(owner):
    return ArtworkFactory(seller=SellerFactory(owner=owner, verified_at=NOW))


def state_of(work):
    work.refresh_from_db()
    return work.state


def test_a_verified_seller_publishes_alone(work, owner):
    services.publish_artwork(artwork=work, by=owner, now=NOW)
    assert (state_of(work), work.published_at) == ("published", NOW)
    entry = AuditEntry.objects.get(action="marketplace.artwork.published")
    assert (entry.before, entry.after) == ({"state": "draft"}, {"state": "published"})


def test_an_unverified_seller_goes_through_review():
    owner = UserFactory()
    work = ArtworkFactory(seller=SellerFactory(owner=owner))
    with pytest.raises(PublishingDenied):
        services.publish_artwork(artwork=work, by=owner)
    assert state_of(work) == "draft"
    services.submit_artwork(artwork=work, by=owner)
    assert state_of(work) == "in_review"
    services.publish_artwork(artwork=work, by=AdminFactory())
    assert state_of(work) == "published"


def test_a_curator_returns_a_work_with_the_reason(work, owner):
    services.submit_artwork(artwork=work, by=owner)
    with pytest.raises(NotYours):
        services.return_artwork(artwork=work, by=owner, reason="no")
    services.return_artwork(artwork=work, by=AdminFactory(), reason="A sharper picture, please.")
    assert state_of(work) == "draft"
    assert AuditEntry.objects.get(action="marketplace.artwork.returned").note == "A sharper picture, please."


def test_the_first_day_on_show_is_kept(work, owner):
    services.publish_artwork(artwork=work, by=owner, now=NOW)
    services.unpublish_artwork(artwork=work, by=owner)
    services.publish_artwork(artwork=work, by=owner, now=datetime(2026, 7, 1, tzinfo=UTC))
    assert (state_of(work), work.published_at) == ("published", NOW)


def test_archive_and_back(work, owner):
    services.archive_artwork(artwork=work, by=owner)
    assert state_of(work) == "archived"
    with pytest.raises(WrongState):
        services.publish_artwork(artwork=work, by=owner)
    services.restore_artwork(artwork=work, by=owner)
    assert state_of(work) == "draft"
    with pytest.raises(WrongState):
        services.restore_artwork(artwork=work, by=owner)


@pytest.mark.parametrize(
    "verb",
    [
        services.submit_artwork,
        services.publish_artwork,
        services.unpublish_artwork,
        services.archive_artwork,
        services.restore_artwork,
    ],
)
def test_an_outsider_moves_nothing(work, verb):
    with pytest.raises(NotYours):
        verb(artwork=work, by=UserFactory())
    assert state_of(work) == "draft"
    assert AuditEntry.objects.filter(subject_id=str(work.pk)).count() == 0


@pytest.mark.parametrize(
    "values",
    [
        {"antiquity": "yes"},
        {"antiquity": "no", "year": 1850},
        {"antiquity": "unknown", "year": 1850},
        {"antiquity": "unknown", "year": 1700, "year_end": 1925},
    ],
)
def test_the_law_on_antiquities_comes_first(work, owner, values):
    for name, value in values.items():
        setattr(work, name, value)
    work.save()
    for verb in (services.submit_artwork, services.publish_artwork):
        with pytest.raises(NotPublishable):
            verb(artwork=work, by=owner, now=NOW)
    assert state_of(work) == "draft"


def test_the_refusal_gives_its_reason_in_arabic(work, owner, arabic):
    work.antiquity = "yes"
    work.save()
    with pytest.raises(NotPublishable) as refusal:
        services.publish_artwork(artwork=work, by=owner)
    assert "ترخيص" in refusal.value.text
    assert "%" not in refusal.value.text


def test_an_antiquity_with_its_licence_is_published(work, owner):
    work.antiquity, work.antiquity_licence, work.year = "yes", "HC-2026-1", 1850
    work.save()
    verify(paper=paper_of(work.seller, kind="antiquity", number="HC-2026-1"), by=moderator())
    services.publish_artwork(artwork=work, by=owner, now=NOW)
    assert state_of(work) == "published"


def test_no_more_is_shown_than_the_membership_allows(work, owner):
    free = tier_of("gallery", "free")
    free.listing_limit = 1
    free.save()
    services.publish_artwork(artwork=work, by=owner, now=NOW)
    second = ArtworkFactory(seller=work.seller)
    with pytest.raises(ListingLimitReached) as refusal:
        services.publish_artwork(artwork=second, by=owner)
    assert (refusal.value.code, refusal.value.params) == ("marketplace.listing_limit", {"limit": 1})
    assert state_of(second) == "draft"
    with override("ar"):
        assert refusal.value.text.startswith("تعرض 1 من الأعمال")
    services.unpublish_artwork(artwork=work, by=owner)
    services.publish_artwork(artwork=second, by=owner)
    assert state_of(second) == "published"


def test_a_member_shows_more_and_has_then_made_use_of_it(work, owner):
    free = tier_of("gallery", "free")
    free.listing_limit = 1
    free.save()
    membership = membership_of(owner, seller=work.seller, at=clock.now() - timedelta(hours=1))
    services.publish_artwork(artwork=work, by=owner)
    assert memberships.withdrawable(membership, clock.now()) is not None
    second = ArtworkFactory(seller=work.seller)
    services.publish_artwork(artwork=second, by=owner)
    assert state_of(second) == "published"
    assert memberships.withdrawable(membership, clock.now()) is None


def test_an_antiquity_goes_to_a_curator_until_its_licence_is_checked(owner) -> None:
    seller = SellerFactory(owner=owner, verified_at=NOW)
    work = ArtworkFactory(seller=seller, antiquity="yes", antiquity_licence="HC-2026-42")
    assert rules.may_publish(owner, work) is False
    paper = paper_of(seller, kind="antiquity", number="HC-2026-42")
    assert rules.may_publish(owner, work) is False
    verify(paper=paper, by=moderator())
    assert rules.may_publish(owner, work) is True
