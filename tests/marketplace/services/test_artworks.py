from __future__ import annotations

from decimal import Decimal

import pytest

from compliance.models import AuditEntry
from core.money import Money
from marketplace import services
from marketplace.exceptions import FieldsInvalid, NotYours, PriceFirm
from marketplace.models import Artwork, Tag
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.marketplace import ArtistFactory, ArtworkFactory
from tests.factories.orders import SellerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def seller(owner):
    return SellerFactory(owner=owner)


def create(seller, by, **values):
    return services.create_artwork(
        seller=seller, by=by, **{"title_ar": "نون", "title_en": "Nun", "category": "painting", **values}
    )


def test_a_new_work_is_a_draft_for_sale_and_audited(seller, owner):
    work = create(seller, owner, price="١٢٬٥٠٠")
    work.refresh_from_db()
    assert (work.state, work.availability, work.price) == ("draft", "available", Money(1_250_000, "SAR"))
    assert work.title_ar == "نون"
    entry = AuditEntry.objects.get(action="marketplace.artwork.created")
    assert (entry.actor_id, entry.after["title_en"]) == (owner.pk, "Nun")


def test_an_outsider_adds_nothing(seller):
    with pytest.raises(NotYours):
        create(seller, UserFactory())
    assert Artwork.objects.count() == 0


def test_staff_may_add_for_a_seller(seller):
    assert create(seller, AdminFactory()).seller == seller


def test_text_is_cleaned_and_html_stays_text(seller, owner):
    work = create(
        seller,
        owner,
        title_en="<b>Bold</b>\u202e  title",
        description_en="One\n\n\n\nTwo\u2066",
        medium_en=" Ink\ton paper ",
    )
    assert (work.title_en, work.description_en, work.medium_en) == (
        "<b>Bold</b> title",
        "One\n\nTwo",
        "Ink on paper",
    )


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("12,500", "SAR", 1_250_000),
        ("١٢٫٥", "SAR", 1_250),
        ("1.500", "KWD", 1_500),
        ("", "SAR", None),
        (None, "SAR", None),
        (Money(99, "AED"), "AED", 99),
    ],
)
def test_prices_are_read_by_the_rules_of_the_house(seller, owner, typed, currency, minor):
    work = create(seller, owner, price=typed, currency=currency)
    assert (work.price_minor, work.currency) == (minor, currency)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"price": "cheap"}, "price"),
        ({"price": "0"}, "price"),
        ({"title_ar": "", "title_en": " "}, "title_ar"),
        ({"category": "wallpaper"}, "category"),
        ({"height_cm": Decimal(-1)}, "height_cm"),
        ({"year": 2024, "year_end": 1999}, "year"),
        ({"edition_number": 9, "edition_size": 8}, "edition_number"),
        ({"title_en": "x" * 401}, "title_en"),
        ({"source_url": "javascript:alert(1)"}, "source_url"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_field(seller, owner, values, field):
    with pytest.raises(FieldsInvalid) as refusal:
        create(seller, owner, **values)
    assert list(refusal.value.errors) == [field]
    assert Artwork.objects.count() == 0
    assert AuditEntry.objects.filter(action__startswith="marketplace.").count() == 0


def test_the_price_error_speaks_arabic(seller, owner, arabic):
    with pytest.raises(FieldsInvalid) as refusal:
        create(seller, owner, price="cheap")
    assert "cheap" in str(refusal.value.errors["price"])
    assert "is not an amount" not in str(refusal.value.errors["price"])


def test_an_inventory_number_twice_is_told_at_its_field(seller, owner):
    create(seller, owner, inventory_number="A-1")
    with pytest.raises(FieldsInvalid) as refusal:
        create(seller, owner, inventory_number="A-1")
    assert list(refusal.value.errors) == ["inventory_number"]


def test_group_category_and_years_follow_from_the_words(seller, owner):
    work = create(seller, owner, category="", medium_ar="ألوان زيتية على قماش", date_text_en="c.1998–2001")
    assert (work.medium_group, work.category) == ("oil", "painting")
    assert (work.year, work.year_end, work.year_circa) == (1998, 2001, True)


def test_subjects_enter_the_vocabulary_in_their_language(seller, owner):
    work = create(seller, owner, subjects=["بحر", " sea ", "sea", "zeppelin"], movements=["Hurufiyya"])
    work.refresh_from_db()
    assert work.subjects == ["بحر", "sea", "zeppelin"]
    assert set(Tag.objects.values_list("kind", "name_ar", "name_en")) == {
        ("subject", "بحر", "sea"),
        ("subject", "بحر", "sea"),
        ("subject", None, "zeppelin"),
        ("movement", "حروفية", "Hurufiyya"),
    }


def test_a_change_is_saved_and_audited_with_old_and_new(seller, owner):
    work = create(seller, owner)
    services.update_artwork(artwork=work, by=owner, title_en="Nun II", title_ar="نون")
    work = Artwork.objects.get(pk=work.pk)
    assert work.title_en == "Nun II"
    entry = AuditEntry.objects.get(action="marketplace.artwork.updated")
    assert (entry.before, entry.after) == ({"title_en": "Nun"}, {"title_en": "Nun II"})


def test_no_change_is_no_entry(seller, owner):
    work = create(seller, owner, description_en="As it was")
    services.update_artwork(artwork=work, by=owner, description_en="As it was", description_ar="")
    assert AuditEntry.objects.filter(action="marketplace.artwork.updated").count() == 0


def test_the_shown_text_follows_both_languages(seller, owner, arabic):
    work = create(seller, owner, title_ar="", title_en="Only English")
    work.refresh_from_db()
    assert (work.title_ar or "", work.title_en) == ("", "Only English")
    assert str(Artwork.objects.get(pk=work.pk).title) == "Only English"


def test_an_outsider_changes_nothing(seller, owner):
    work = create(seller, owner)
    with pytest.raises(NotYours):
        services.update_artwork(artwork=work, by=UserFactory(), title_en="Mine now")
    assert Artwork.objects.get(pk=work.pk).title_en == "Nun"


@pytest.mark.parametrize(
    "standing", [{"availability": "on_hold", "hold_source": "order:1"}, {"availability": "sold"}]
)
def test_no_silent_price_change_while_somebody_buys(seller, owner, standing):
    work = ArtworkFactory(seller=seller, **standing)
    with pytest.raises(PriceFirm):
        services.update_artwork(artwork=work, by=owner, price="1")
    services.update_artwork(artwork=work, by=owner, description_en="Still mine to describe")
    work.refresh_from_db()
    assert (work.price_minor, work.description_en) == (185_000, "Still mine to describe")


def test_several_artists_stand_in_order(seller, owner):
    first, second, third = (ArtistFactory() for _ in range(3))
    work = create(seller, owner, artist=first, other_artists=[third, first, second])
    assert list(work.shared_by.order_by("position").values_list("artist", flat=True)) == [third.pk, second.pk]
    services.update_artwork(artwork=work, by=owner, other_artists=[second])
    assert list(work.shared_by.values_list("artist", "position")) == [(second.pk, 1)]


def test_an_old_work_with_a_licence_taken_away_stays_lawful(seller, owner):
    work = ArtworkFactory(seller=seller, published=True, antiquity="yes", antiquity_licence="HC-1")
    with pytest.raises(FieldsInvalid) as refusal:
        services.update_artwork(artwork=work, by=owner, antiquity_licence="")
    assert list(refusal.value.errors) == ["antiquity_licence"]


def test_featuring_is_for_curators(seller, owner):
    work = create(seller, owner)
    with pytest.raises(NotYours):
        services.feature_artwork(artwork=work, by=owner)
    assert services.feature_artwork(artwork=work, by=AdminFactory()).featured is True


def test_a_public_work_does_not_turn_out_old_while_on_sale(seller, owner):
    work = ArtworkFactory(seller=seller, published=True, antiquity="unknown", year=None)
    with pytest.raises(FieldsInvalid) as refusal:
        services.update_artwork(artwork=work, by=owner, year=1850)
    assert list(refusal.value.errors) == ["antiquity"]
    services.update_artwork(artwork=work, by=owner, year=1850, antiquity="yes", antiquity_licence="HC-1")
    work.refresh_from_db()
    assert (work.year, work.antiquity) == (1850, "yes")
