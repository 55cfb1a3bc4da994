from __future__ import annotations

import pytest
from django.urls import reverse

from compliance.models import AuditEntry
from marketplace.models import Artist, Artwork, ArtworkImage, Collection
from tests.factories.accounts import AdminFactory, StaffFactory
from tests.factories.imaging import ImageFactory
from tests.factories.marketplace import (
    ArtistFactory,
    ArtworkFactory,
    CityFactory,
    CollectionFactory,
    GalleryFactory,
    TagFactory,
)
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db
LISTS = ("artwork", "artist", "gallery", "galleryartist", "collection", "city", "tag", "searchword")


def address(model, what="changelist", *args):
    return reverse(f"admin:marketplace_{model}_{what}", args=args)


@pytest.fixture
def staff(client_for):
    return client_for(AdminFactory())


def form_of(response):
    """What a browser would send back untouched."""
    form = response.context["adminform"].form
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            data[name] = "on"
        elif value not in (None, False):
            data[name] = ",".join(value) if isinstance(value, list) else value
    for inline in response.context["inline_admin_formsets"]:
        for field in inline.formset.management_form:
            data[field.html_name] = field.value()
    return data


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_list_opens_in_both_languages(staff, model, language):
    ArtworkFactory(city=CityFactory())
    GalleryFactory()
    CollectionFactory()
    TagFactory()
    response = staff.get(address(model).replace("/ar/", f"/{language}/").replace("/en/", f"/{language}/"))
    assert response.status_code == 200
    assert b"//ajax.googleapis" not in response.content


@pytest.mark.parametrize("model", LISTS)
def test_staff_without_the_right_see_nothing(client_for, model):
    assert client_for(StaffFactory()).get(address(model)).status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_works_takes_the_same_few_queries(staff, django_assert_num_queries, rows):
    for _ in range(rows):
        ArtworkFactory()
    staff.get(address("artwork"))
    with django_assert_num_queries(4):
        staff.get(address("artwork"))


def test_works_are_found_in_both_scripts(staff):
    noura = ArtistFactory(name_ar="نورة السديري", name_en="")
    ArtworkFactory(title_ar="صحن الضوء", title_en="Courtyard", artist=noura, inventory_number="A-77")
    ArtworkFactory(title_ar="الخليج", title_en="Gulf")
    for words in ("courtyard", "الضوء", "Nora Alsudairy", "a-77"):
        found = staff.get(address("artwork"), {"q": words}).context["cl"].result_list
        assert [work.title_en for work in found] == ["Courtyard"]
    artists = staff.get(address("artist"), {"q": "Noura"}).context["cl"].result_list
    assert [artist.name_ar for artist in artists] == ["نورة السديري"]


def test_a_work_is_added_and_changed_through_the_services(staff):
    seller = SellerFactory()
    page = staff.get(address("artwork", "add"))
    data = form_of(page) | {
        "seller": seller.pk,
        "title_ar": "نون\u202e",
        "title_en": "Nun",
        "category": "painting",
        "price": "١٢٬٥٠٠",
    }
    assert staff.post(address("artwork", "add"), data).status_code == 302
    work = Artwork.objects.get()
    assert (work.title_ar, work.price_minor, work.seller) == ("نون", 1_250_000, seller)
    url = address("artwork", "change", work.pk)
    data = form_of(staff.get(url)) | {"title_en": "Nun II", "price": "13,000"}
    assert staff.post(url, data).status_code == 302
    work = Artwork.objects.get()
    assert (work.title_en, work.price_minor, work.state) == ("Nun II", 1_300_000, "draft")
    written = AuditEntry.objects.exclude(action="compliance.data.looked").order_by("pk")
    actions = list(written.values_list("action", flat=True))
    assert actions == ["marketplace.artwork.created", "marketplace.artwork.updated"]


def test_a_bad_price_is_told_at_its_field_and_nothing_changes(staff, english):
    work = ArtworkFactory()
    url = address("artwork", "change", work.pk)
    response = staff.post(url, form_of(staff.get(url)) | {"price": "cheap", "title_en": "Changed"})
    assert response.status_code == 200
    assert "price" in response.context["adminform"].form.errors
    assert Artwork.objects.get().title_en == work.title_en


def test_a_refused_save_is_told_and_nothing_changes(staff):
    ArtworkFactory(inventory_number="A-1", seller=(seller := SellerFactory()))
    work = ArtworkFactory(seller=seller, inventory_number="A-2")
    url = address("artwork", "change", work.pk)
    response = staff.post(url, form_of(staff.get(url)) | {"inventory_number": "A-1"}, follow=True)
    assert response.status_code == 200
    work.refresh_from_db()
    assert work.inventory_number == "A-2"


def test_the_price_of_a_work_on_hold_is_shown_only(staff):
    work = ArtworkFactory(availability="on_hold", hold_source="order:1")
    page = staff.get(address("artwork", "change", work.pk))
    assert page.status_code == 200
    assert "price" not in page.context["adminform"].form.fields or b'name="price"' not in page.content


def test_actions_go_through_the_services(staff):
    good, old = ArtworkFactory(), ArtworkFactory(antiquity="yes")
    data = {"action": "publish", "_selected_action": [good.pk, old.pk]}
    response = staff.post(address("artwork"), data, follow=True)
    texts = [str(message) for message in response.context["messages"]]
    assert len(texts) == 2
    assert dict(Artwork.objects.values_list("pk", "state")) == {good.pk: "published", old.pk: "draft"}
    for action, field, value in (
        ("withdraw", "availability", "not_for_sale"),
        ("make_available", "availability", "available"),
        ("feature", "featured", True),
        ("unfeature", "featured", False),
        ("archive", "state", "archived"),
        ("restore", "state", "draft"),
    ):
        staff.post(address("artwork"), {"action": action, "_selected_action": [good.pk]})
        good.refresh_from_db()
        assert getattr(good, field) == value, action


def test_pictures_are_shown_and_works_are_not_deleted(staff):
    work = ArtworkFactory()
    ArtworkImage.objects.create(artwork=work, image=ImageFactory(ready=True), position=0)
    page = staff.get(address("artwork", "change", work.pk))
    assert b"<img src=" in page.content
    assert b"style=" not in page.content.split(b"<img src=")[1].split(b">")[0]
    assert staff.post(address("artwork", "delete", work.pk), {"post": "yes"}).status_code == 403
    assert Artwork.objects.count() == 1


def test_artists_galleries_and_collections_are_saved_through_services(staff):
    data = form_of(staff.get(address("artist", "add"))) | {"name_ar": "خالد", "name_en": "Khalid"}
    assert staff.post(address("artist", "add"), data).status_code == 302
    artist = Artist.objects.get()
    assert (artist.slug, artist.name_key) == ("khalid", ["KLD"])
    url = address("artist", "change", artist.pk)
    assert staff.post(url, form_of(staff.get(url)) | {"name_en": "Noura"}).status_code == 302
    assert Artist.objects.get().name_key == ["KLD", "NR"]
    staff.post(address("artist"), {"action": "verify", "_selected_action": [artist.pk]})
    assert Artist.objects.get().is_verified
    data = form_of(staff.get(address("collection", "add"))) | {"title_en": "Light"}
    assert staff.post(address("collection", "add"), data).status_code == 302
    staff.post(
        address("collection"), {"action": "publish", "_selected_action": [Collection.objects.get().pk]}
    )
    assert Collection.objects.values_list("slug", "state").get() == ("light", "published")
    codes = {"marketplace.artist.created", "marketplace.artist.updated", "marketplace.collection.published"}
    assert codes <= set(AuditEntry.objects.values_list("action", flat=True))
