from __future__ import annotations

import pytest

from compliance.models import AuditEntry
from marketplace import services
from marketplace.exceptions import FieldsInvalid, ImageTwice, ImageUnknown, NotYours, TooManyImages
from marketplace.imaging.models import Image
from tests.factories.accounts import UserFactory
from tests.factories.imaging import ImageFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def work(owner):
    return ArtworkFactory(seller=SellerFactory(owner=owner))


def order_of(work):
    return list(work.images.order_by("position").values_list("image_id", "position"))


def bare_image(number):
    return Image.objects.create(
        sha256=f"{number:064x}", mime="image/jpeg", width=4, height=3, byte_size=9, original=f"x/{number}"
    )


def test_pictures_stand_in_the_order_they_came(work, owner):
    first, second = ImageFactory(), ImageFactory()
    services.add_image(artwork=work, image=first, by=owner, alt_ar="فناء\u202e", alt_en=" A court ")
    services.add_image(artwork=work, image=second, by=owner)
    assert order_of(work) == [(first.pk, 0), (second.pk, 1)]
    row = work.images.get(position=0)
    assert (row.alt_ar, row.alt_en) == ("فناء", "A court")
    assert AuditEntry.objects.filter(action="marketplace.image.added", actor_id=owner.pk).count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_picture_moves_and_the_others_close_up(owner):
    work = ArtworkFactory(seller=SellerFactory(owner=owner))
    rows = [services.add_image(artwork=work, image=bare_image(n), by=owner) for n in range(3)]
    a, b, c = (row.image_id for row in rows)
    services.move_image(row=rows[2], position=0, by=owner)
    assert order_of(work) == [(c, 0), (a, 1), (b, 2)]
    services.move_image(row=rows[2], position=99, by=owner)
    assert order_of(work) == [(a, 0), (b, 1), (c, 2)]
    services.remove_image(row=rows[1], by=owner)
    assert order_of(work) == [(a, 0), (c, 1)]
    assert Image.objects.count() == 3


def test_ten_at_most_and_none_twice(work, owner):
    for number in range(10):
        services.add_image(artwork=work, image=bare_image(number), by=owner)
    with pytest.raises(TooManyImages):
        services.add_image(artwork=work, image=bare_image(10), by=owner)
    with pytest.raises(ImageTwice):
        services.add_image(artwork=work, image=Image.objects.get(sha256=f"{3:064x}"), by=owner)
    assert len(order_of(work)) == 10


def test_a_description_is_bounded(work, owner):
    row = services.add_image(artwork=work, image=bare_image(1), by=owner)
    with pytest.raises(FieldsInvalid) as refusal:
        services.describe_image(row=row, alt_ar="", alt_en="x" * 301, by=owner)
    assert list(refusal.value.errors) == ["alt_en"]
    services.describe_image(row=row, alt_ar="باب", alt_en="A door", by=owner)
    row.refresh_from_db()
    assert (row.alt_ar, row.alt_en) == ("باب", "A door")


def test_an_outsider_touches_no_picture(work, owner):
    stranger = UserFactory()
    row = services.add_image(artwork=work, image=bare_image(1), by=owner)
    for act in (
        lambda: services.add_image(artwork=work, image=bare_image(2), by=stranger),
        lambda: services.move_image(row=row, position=0, by=stranger),
        lambda: services.describe_image(row=row, alt_ar="", alt_en="Mine", by=stranger),
        lambda: services.remove_image(row=row, by=stranger),
    ):
        with pytest.raises(NotYours):
            act()
    assert order_of(work) == [(row.image_id, 0)]


def test_a_picture_that_is_gone_is_unknown(work, owner):
    row = services.add_image(artwork=work, image=bare_image(1), by=owner)
    services.remove_image(row=work.images.get(), by=owner)
    with pytest.raises(ImageUnknown):
        services.remove_image(row=row, by=owner)
