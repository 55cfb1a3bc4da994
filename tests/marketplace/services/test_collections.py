from __future__ import annotations

import pytest

from marketplace import services
from marketplace.exceptions import FieldsInvalid, NotYours, WorkListedTwice
from marketplace.models import Collection
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


def hung(collection):
    return list(collection.items.order_by("position").values_list("artwork", flat=True))


def test_works_hang_in_the_order_given():
    a, b = ArtworkFactory(), ArtworkFactory()
    collection = services.create_collection(by=None, title_ar="ضوء", title_en="Light", artworks=[b, a])
    assert (collection.slug, hung(collection)) == ("light", [b.pk, a.pk])
    services.update_collection(collection=collection, by=None, artworks=[a], description_en="One work")
    assert hung(collection) == [a.pk]
    assert Collection.objects.get().description_en == "One work"


def test_a_work_stands_once_and_a_title_is_needed():
    work = ArtworkFactory()
    with pytest.raises(WorkListedTwice):
        services.create_collection(by=None, title_en="Twice", artworks=[work, work])
    with pytest.raises(FieldsInvalid):
        services.create_collection(by=None, title_en="")
    assert Collection.objects.count() == 0


def test_who_may_put_a_collection_together():
    owner, stranger = UserFactory(), UserFactory()
    seller = SellerFactory(owner=owner)
    with pytest.raises(NotYours):
        services.create_collection(by=owner, title_en="In the name of the house")
    collection = services.create_collection(by=owner, seller=seller, title_en="Ours")
    for verb in (services.update_collection, services.publish_collection):
        with pytest.raises(NotYours):
            verb(collection=collection, by=stranger)
    assert Collection.objects.get().state == "draft"
    services.publish_collection(collection=collection, by=AdminFactory())
    assert Collection.objects.get().state == "published"
