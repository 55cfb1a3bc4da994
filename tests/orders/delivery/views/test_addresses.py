"""The pages of the address book, in both languages; an outsider finds nothing there."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from orders.addresses import PostalAddress
from orders.delivery.models import Address
from orders.delivery.services.addresses import LIMIT
from tests.factories.accounts import UserFactory
from tests.factories.delivery import KUWAITI, SAUDI, address_of

pytestmark = pytest.mark.django_db


def at(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"delivery:{name}", args=args)


def test_a_visitor_is_asked_to_sign_in(client) -> None:
    for name in ("addresses", "address_add"):
        assert client.get(at(name)).status_code == 302


def test_an_address_is_added_and_stands_in_the_book(client_for) -> None:
    user = UserFactory()
    answer = client_for(user).post(
        at("address_add"), {**SAUDI, "label": "Home", "is_default": "on"}, follow=True
    )
    assert answer.redirect_chain == [(at("addresses"), 302)]
    assert Address.objects.get(user=user).postal == PostalAddress.from_dict(SAUDI)
    page = answer.content.decode()
    for words in (
        "Home",
        "طريق الأمير محمد بن سعد",
        "Short address RHMA4471",
        "+966 55 214 8830",
        "The address is saved.",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("language", "sentence", "summary"),
    [
        ("en", "Write the building number with four digits.", "Write the postcode with five digits."),
        ("ar", "اكتب رقم المبنى من أربعة أرقام.", "اكتب الرمز البريدي من خمسة أرقام."),
    ],
)
def test_a_three_digit_building_is_told_at_its_field_and_nothing_typed_is_lost(
    client_for, language: str, sentence: str, summary: str
) -> None:
    typed = {**SAUDI, "short": "", "building": "447", "postcode": "1352", "label": "بيت"}
    answer = client_for(UserFactory(language=language)).post(at("address_add", language=language), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert answer.context["form"].errors == {"building": [sentence], "postcode": [summary]}
    assert (page.count(sentence), page.count(summary)) == (2, 2)  # in the summary and at the field
    assert 'href="#id_building"' in page
    for value in ("447", "1352", "بيت", SAUDI["line1"]):
        assert f'value="{value}"' in page
    assert Address.objects.count() == 0


def test_the_fields_tell_the_browser_what_they_are(client_for) -> None:
    form = client_for(UserFactory()).get(at("address_add")).context["form"]
    attrs = {name: field.widget.attrs for name, field in form.fields.items()}
    assert {name: attr.get("autocomplete") for name, attr in attrs.items() if "autocomplete" in attr} == {
        "country": "country",
        "name": "name",
        "phone": "tel",
        "line1": "address-line1",
        "district": "address-level3",
        "city": "address-level2",
        "postcode": "postal-code",
        "label": "off",
    }
    assert (attrs["phone"]["dir"], attrs["postcode"]["inputmode"]) == ("ltr", "numeric")


def test_another_country_shows_its_own_fields_and_keeps_what_was_typed(client_for) -> None:
    client = client_for(UserFactory())
    typed = {**SAUDI, "country": "KW", "change_country": "1", "label": "Home"}
    form = client.post(at("address_add"), typed).context["form"]
    assert list(form.fields) == [
        *("country", "name", "phone", "city", "block", "line1", "building", "unit", "short"),
        *("label", "is_default"),
    ]
    assert (form.is_bound, form["name"].value(), form["label"].value()) == (False, SAUDI["name"], "Home")
    assert Address.objects.count() == 0
    saved = client.post(at("address_add"), KUWAITI)
    assert (saved.status_code, Address.objects.get().country) == (302, "KW")


def test_the_script_gets_the_same_fields(client, english: None) -> None:
    answer = client.post(at("address_fields"), {**SAUDI, "country": "QA"})
    page = answer.content.decode()
    assert "Zone number" in page
    assert f'value="{SAUDI["line1"]}"' in page
    assert Address.objects.count() == 0
    with_prefix = client.post(
        at("address_fields"), {"prefix": "ship", "ship-country": "BH", "ship-city": "السيف"}
    )
    assert 'name="ship-block"' in with_prefix.content.decode()


def test_an_address_is_changed_made_usual_and_deleted(client_for) -> None:
    user = UserFactory()
    first, second = address_of(user), address_of(user, label="Second")
    client = client_for(user)
    assert client.get(at("address_edit", second.pk)).context["form"]["city"].value() == "الرياض"
    client.post(at("address_edit", second.pk), {**SAUDI, "city": "جدة", "label": "Second"})
    client.post(at("address_default", second.pk))
    second.refresh_from_db()
    assert (second.city, second.is_default) == ("جدة", True)
    assert client.get(at("address_delete", first.pk)).status_code == 200
    assert Address.objects.count() == 2
    client.post(at("address_delete", first.pk))
    assert list(Address.objects.all()) == [second]


def test_an_outsider_finds_nothing_and_changes_nothing(client_for) -> None:
    address = address_of(label="mine")
    client = client_for(UserFactory())
    for name in ("address_edit", "address_delete"):
        assert client.get(at(name, address.pk)).status_code == 404
    for name in ("address_edit", "address_delete", "address_default"):
        assert client.post(at(name, address.pk), KUWAITI).status_code == 404
    assert client.get(at("addresses")).context["addresses"] == []
    kept = Address.objects.get()
    assert (kept.label, kept.postal) == ("mine", PostalAddress.from_dict(SAUDI))


def test_the_empty_book_teaches_in_arabic(client_for) -> None:
    page = client_for(UserFactory(language="ar")).get(at("addresses", language="ar")).content.decode()
    assert "لا عناوين بعد" in page
    assert "أضف عنوانًا" in page


def test_the_full_book_says_so_and_takes_no_more(client_for) -> None:
    user = UserFactory()
    for _ in range(LIMIT):
        address_of(user)
    client = client_for(user)
    assert "which is the most we keep" in client.get(at("addresses")).content.decode()
    answer = client.post(at("address_add"), SAUDI)
    assert list(answer.context["form"].errors) == ["__all__"]
    assert Address.objects.count() == LIMIT


def test_back_leads_only_to_our_own_pages(client_for) -> None:
    client = client_for(UserFactory())
    assert client.post(at("address_add"), {**SAUDI, "next": "/en/basket/"})["Location"] == "/en/basket/"
    stranger = client.post(at("address_add"), {**SAUDI, "next": "https://evil.example/"})
    assert stranger["Location"] == at("addresses")


def test_user_text_cannot_become_a_page(client_for) -> None:
    user = UserFactory()
    address_of(user, label="<script>x</script>", line1="<b>street</b>")
    page = client_for(user).get(at("addresses")).content.decode()
    assert "<script>x" not in page
    assert "&lt;b&gt;street" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_three(client_for, django_assert_num_queries, rows: int) -> None:
    user = UserFactory()
    for _ in range(rows):
        address_of(user)
    client = client_for(user)
    client.get(at("addresses"))
    with django_assert_num_queries(LIST_QUERIES):
        client.get(at("addresses"))


LIST_QUERIES = 3


def test_the_desk_has_its_section(client_for) -> None:
    user = UserFactory()
    address_of(user, label="Gallery")
    with translation.override("en"):
        page = client_for(user).get(reverse("accounts:desk_section", args=["addresses"]))
    assert "Gallery" in page.content.decode()
