from __future__ import annotations

import io
import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from marketplace import services
from marketplace.models import Artwork, ArtworkImage
from tests.factories.imaging import ImageFactory, gradient, saved
from tests.factories.orders import SellerFactory
from tests.marketplace.views.conftest import Hang

ADD = "/en/studio/works/add/"
HTMX = {"HTTP_HX_REQUEST": "true"}
GOOD = {
    "title_ar": "صحن الضوء",
    "title_en": "Courtyard of Light",
    "category": "painting",
    "medium_group": "oil",
    "currency": "SAR",
    "antiquity": "no",
}


@pytest.fixture
def mine(client_for, owner, seller) -> Client:
    return client_for(owner)


def edit_url(work: Artwork) -> str:
    return f"/en/studio/works/{work.pk}/"


def file(name: str = "front.jpg", data: io.BytesIO | None = None, seed: int = 7) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (data or saved(gradient(seed=seed))).read())


def form_of(client: Client, work: Artwork, **changes: str) -> dict[str, str]:
    """The form as the page gives it, with changes."""
    form = client.get(edit_url(work)).context["form"]
    filled = {name: form[name].value() for name in form.fields}
    sent = {name: _sent(value) for name, value in filled.items() if value not in (None, False)}
    return sent | {"seen": work.updated_at.isoformat()} | changes


def _sent(value: Any) -> str:
    return "، ".join(value) if isinstance(value, list) else str(value)


def test_a_work_is_added_as_a_draft_with_arabic_digits(mine: Client) -> None:
    sent = {
        **GOOD,
        "height_cm": "١٤٠",
        "width_cm": "٣٠٥٫٥",
        "year": "٢٠٢٥",
        "price": "١٨٥٬٠٠٠",
        "subjects": "ضوء، light",
    }
    response = mine.post(ADD, sent)
    work = Artwork.objects.get()
    assert response["Location"] == edit_url(work)
    assert (work.height_cm, work.width_cm, work.year) == (Decimal("140.0"), Decimal("305.5"), 2025)
    assert (work.price_minor, work.state, work.subjects) == (18_500_000, "draft", ["ضوء", "light"])


def test_controls_that_turn_text_are_stripped(mine: Client) -> None:
    mine.post(ADD, {**GOOD, "title_en": "Noon\u202eevil", "description_en": "one\u2066\ntwo"})
    work = Artwork.objects.get()
    assert (work.title_en, work.description_en) == ("Noonevil", "one\ntwo")


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ({"title_ar": "", "title_en": ""}, "title_en", "Give the work a title in at least one language."),
        ({"height_cm": "tall"}, "height_cm", "Write the centimetres in digits, for example 120 or 45.5."),
        ({"year": "soon"}, "year", "Write a whole number in digits, for example 12."),
        ({"year": "2020", "year_end": "2010"}, "year_end", "The last year lies before the first."),
        (
            {"edition_number": "9", "edition_size": "5"},
            "edition_number",
            "The number is larger than the edition.",
        ),
        ({"price": "cheap"}, "price", "“cheap” is not an amount."),
        ({"category": "smell"}, "category", "Select a valid choice."),
    ],
)
def test_an_error_stands_at_its_field_and_nothing_typed_is_lost(
    mine: Client, wrong: dict[str, str], field: str, reason: str
) -> None:
    response = mine.post(ADD, {**GOOD, "medium_en": "Oil", **wrong})
    html = response.content.decode()
    assert (response.status_code, Artwork.objects.count()) == (422, 0)
    assert list(response.context["form"].errors) == [field]
    assert f'<a href="#id_{field}">' in html
    assert reason in html
    assert 'value="Oil"' in html


def test_a_number_of_another_work_is_told_at_its_field(mine: Client, hang: Hang) -> None:
    hang(inventory_number="A-1")
    response = mine.post(ADD, {**GOOD, "inventory_number": "A-1"})
    assert list(response.context["form"].errors) == ["inventory_number"]
    assert Artwork.objects.count() == 1


def test_html_is_kept_and_shown_as_text(mine: Client) -> None:
    mine.post(ADD, {**GOOD, "title_en": "<script>x</script>"})
    html = mine.get(edit_url(Artwork.objects.get())).content.decode()
    assert "<script>x" not in html
    assert 'value="&lt;script&gt;x&lt;/script&gt;"' in html


def test_what_is_saved_is_what_was_changed(mine: Client, hang: Hang) -> None:
    work = hang(title_en="Noon", edition_number=2, edition_size=9)
    mine.post(edit_url(work), form_of(mine, work, title_en="Midday"))
    after = Artwork.objects.rewrite(False).filter(pk=work.pk).values().get()
    before = Artwork.objects.rewrite(False).filter(pk=work.pk).values().get() | {"title_en": "Midday"}
    assert {name: value for name, value in after.items() if name != "updated_at"} == {
        name: value for name, value in before.items() if name != "updated_at"
    }
    assert (after["title_en"], after["price_minor"], after["height_cm"]) == (
        "Midday",
        6_800_000,
        Decimal("120.0"),
    )


def test_a_page_that_was_open_too_long_overwrites_nothing(mine: Client, hang: Hang) -> None:
    work = hang(title_en="Noon")
    sent = form_of(mine, work, title_en="Mine")
    services.update_artwork(artwork=work, by=None, title_en="Theirs")
    response = mine.post(edit_url(work), sent)
    work.refresh_from_db()
    assert (response.status_code, work.title_en) == (422, "Theirs")
    assert 'value="Mine"' in response.content.decode()


def test_artists_of_others_are_not_offered(mine: Client, hang: Hang) -> None:
    stranger = services.create_artist(by=None, name_ar="غريب", name_en="Stranger")
    hang()
    response = mine.post(ADD, {**GOOD, "artist": str(stranger.pk)})
    assert list(response.context["form"].errors) == ["artist"]


def test_nobody_adds_to_the_works_of_another(client_for, outsider, seller) -> None:
    client = client_for(outsider)
    assert client.post(f"{ADD}?seller=hafez", GOOD).status_code == 404
    SellerFactory(owner=outsider, slug="another")
    assert client.post(f"{ADD}?seller=hafez", GOOD).status_code == 404
    assert Artwork.objects.count() == 0


def test_good_pictures_are_taken_and_bad_files_named(mine: Client, hang: Hang) -> None:
    work = hang()
    files = [file("front.jpg"), file("notes.jpg", io.BytesIO(b"no picture")), file("back.jpg", seed=8)]
    html = mine.post(f"{edit_url(work)}images/", {"files": files}, **HTMX).content.decode()
    assert work.images.count() == 2
    assert re.findall(r"<li><b><bdi>(.*?)</bdi></b>", html) == ["notes.jpg"]
    assert "This file is not a picture." in html


def test_bad_files_are_named_without_scripts_too(mine: Client, hang: Hang) -> None:
    work = hang()
    sent = {"files": [file("<i>.svg", io.BytesIO(b"<svg onload='x'/>"))]}
    html = mine.post(f"{edit_url(work)}images/", sent, follow=True).content.decode()
    assert work.images.count() == 0
    assert "&lt;i&gt;.svg: SVG drawings are not accepted" in html


def test_no_file_at_all(mine: Client, hang: Hang) -> None:
    work = hang()
    assert "Choose at least one file." in mine.post(f"{edit_url(work)}images/", {}, **HTMX).content.decode()


def pictures(work: Artwork) -> list[int]:
    return list(work.images.order_by("position").values_list("pk", flat=True))


@pytest.fixture
def two(hang: Hang) -> tuple[Artwork, ArtworkImage, ArtworkImage]:
    work = hang()
    rows = [services.add_image(artwork=work, image=ImageFactory(), by=None) for _ in range(2)]
    return work, rows[0], rows[1]


def test_pictures_change_places_and_go(mine: Client, two: Any) -> None:
    work, first, second = two
    move = "/en/studio/images/{}/move/"
    mine.post(move.format(second.pk), {"to": "earlier"}, **HTMX)
    assert pictures(work) == [second.pk, first.pk]
    mine.post(move.format(second.pk), {"to": "later"})
    assert pictures(work) == [first.pk, second.pk]
    mine.post(move.format(first.pk), {"to": "delete"})
    assert pictures(work) == [second.pk]
    assert mine.post(move.format(second.pk), {"to": "heaven"}).status_code == 404


def test_pictures_are_described_in_both_languages(mine: Client, two: Any) -> None:
    _work, first, _second = two
    prefix = f"picture-{first.pk}"
    mine.post(
        f"/en/studio/images/{first.pk}/", {f"{prefix}-alt_ar": "الوجه\u202e", f"{prefix}-alt_en": "The face"}
    )
    first.refresh_from_db()
    assert (first.alt_ar, first.alt_en) == ("الوجه", "The face")


def test_a_description_that_is_too_long_is_kept_for_mending(mine: Client, two: Any) -> None:
    _work, first, _second = two
    response = mine.post(f"/en/studio/images/{first.pk}/", {f"picture-{first.pk}-alt_en": "x" * 301}, **HTMX)
    assert response.status_code == 422
    assert "x" * 301 in response.content.decode()


@pytest.mark.parametrize("tail", ["", "move/"])
def test_an_outsider_touches_no_picture(client_for, outsider, two: Any, tail: str) -> None:
    work, first, _second = two
    SellerFactory(owner=outsider, slug="another")
    before = pictures(work)
    sent = {"to": "delete", f"picture-{first.pk}-alt_en": "Mine"}
    assert client_for(outsider).post(f"/en/studio/images/{first.pk}/{tail}", sent).status_code == 404
    first.refresh_from_db()
    assert (pictures(work), first.alt_en or "") == (before, "")
