"""Addresses of the Gulf and the world: read from what people type, written as each country does."""

from __future__ import annotations

import pickle

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from core.digits import eastern
from orders.address_forms import Words, form_for, forms
from orders.addresses import AddressInvalid, PostalAddress, building_of, checked
from tests.factories.delivery import KUWAITI, SAUDI

UAE = {
    "country": "AE",
    "name": "Noura",
    "phone": "050 123 4567",
    "line1": "Al Wasl Road",
    "district": "Jumeirah",
    "building": "Villa 7",
    "city": "Dubai",
    "region": "DU",
}
BAHRAIN = {
    "country": "BH",
    "name": "Ali",
    "phone": "36123456",
    "building": "1245",
    "line1": "2832",
    "block": "428",
    "city": "السيف",
}
QATAR = {
    "country": "QA",
    "name": "Maha",
    "phone": "33123456",
    "building": "15",
    "line1": "840",
    "block": "66",
    "city": "Doha",
}
OMAN = {
    "country": "OM",
    "name": "Said",
    "phone": "92123456",
    "building": "1520",
    "line1": "3012",
    "district": "الخوير",
    "city": "بوشر",
    "postcode": "133",
}
FRANCE = {
    "country": "FR",
    "name": "Claire",
    "phone": "+33 1 70 18 99 00",
    "line1": "12 rue de Seine",
    "city": "Paris",
    "postcode": "75006",
}


def problems(values: dict[str, str], **options: bool) -> dict[str, str]:
    """Field: English sentence."""
    with pytest.raises(AddressInvalid) as caught:
        checked(values, **options)
    return {name: words.en for name, words in caught.value.problems.items()}


@pytest.mark.parametrize("values", [SAUDI, KUWAITI, UAE, BAHRAIN, QATAR, OMAN, FRANCE])
def test_each_country_s_own_form_is_taken_and_survives_the_json_column(values: dict[str, str]) -> None:
    address = checked(values)
    assert PostalAddress.from_dict(address.as_dict()) == address
    assert address.country == values["country"]


@pytest.mark.parametrize("building", ["447", "44711", "44a1", "٤٤٧", "४४७१"])
def test_a_saudi_building_of_three_digits_is_told_what_to_write(building: str) -> None:
    wrong = problems({**SAUDI, "short": "", "building": building})
    assert wrong == {"building": "Write the building number with four digits."}
    with pytest.raises(AddressInvalid) as caught:
        checked({**SAUDI, "short": "", "building": building})
    assert caught.value.problems["building"].ar == "اكتب رقم المبنى من أربعة أرقام."


def test_every_wrong_field_has_its_own_sentence_and_the_error_says_them_all() -> None:
    wrong = problems({**SAUDI, "postcode": "1352", "additional": "", "city": " ", "name": ""})
    assert wrong == {
        "name": "Write the name of the person who receives it.",
        "additional": "Write the secondary number with four digits; it stands in your proof of national address.",
        "city": "Write the city.",
        "postcode": "Write the postcode with five digits.",
    }


def test_the_error_reads_in_the_reader_s_language(english: None) -> None:
    error = AddressInvalid({"city": Words("اكتب اسم المدينة.", "Write the city.")})
    assert error.text == "The address is not complete yet: Write the city."
    assert pickle.loads(pickle.dumps(error)).text == error.text


@pytest.mark.parametrize("typed", ["RHMA4471", "rhma 4471", "rhma-٤٤٧١", " RhMa۴۴۷۱ "])
def test_the_short_address_is_understood_as_people_write_it(typed: str) -> None:
    address = checked({**SAUDI, "short": typed, "building": ""})
    assert (address.short, address.building) == ("RHMA4471", "4471")


@pytest.mark.parametrize("typed", ["RHM4471", "RHMA447", "4471RHMA", "رحما4471"])
def test_what_is_no_short_address_is_refused_with_its_shape(typed: str) -> None:
    wrong = problems({**SAUDI, "short": typed})
    assert wrong == {
        "short": "Write the short address as four Latin letters and four digits, such as RRRD2929."
    }


def test_two_building_numbers_must_agree() -> None:
    wrong = problems({**SAUDI, "short": "RHMA4472"})
    assert wrong == {
        "building": "The short address says building 4472, and you wrote 4471. Write the right one in both fields."
    }


def test_nothing_but_the_building_is_taken_from_the_short_address() -> None:
    bare = {"country": "SA", "name": "A B", "phone": "0551234567", "short": "RRRD2929"}
    assert set(problems(bare)) == {"line1", "district", "additional", "city", "postcode"}
    assert building_of("RRRD2929") == "2929"


@pytest.mark.parametrize(
    ("country", "typed", "number"),
    [
        ("SA", "0551234567", "+966551234567"),
        ("SA", "٠٥٥ ١٢٣ ٤٥٦٧", "+966551234567"),
        ("SA", "551234567", "+966551234567"),
        ("SA", "966551234567", "+966551234567"),
        ("SA", "00966 55-123-4567", "+966551234567"),
        ("SA", "+966 (0)55 123 4567", "+966551234567"),
        ("SA", "+971501234567", "+971501234567"),
        ("AE", "0501234567", "+971501234567"),
        ("KW", "5123 4567", "+96551234567"),
        ("BH", "36123456", "+97336123456"),
        ("QA", "+974 3312 3456", "+97433123456"),
        ("OM", "0096892123456", "+96892123456"),
        ("FR", "+33 1 70 18 99 00", "+33170189900"),
    ],
)
def test_phones_become_e164(country: str, typed: str, number: str) -> None:
    rule = form_for(country).phone
    assert rule.read(typed) == number
    assert rule.allows(number)


@pytest.mark.parametrize(
    ("country", "typed"),
    [("SA", "0112345678"), ("SA", "055123456"), ("SA", "phone"), ("KW", "5123456"), ("FR", "0170189900")],
)
def test_a_phone_that_cannot_be_one_names_an_example(country: str, typed: str) -> None:
    values = {"SA": SAUDI, "KW": KUWAITI, "FR": FRANCE}[country]
    example = form_for(country).phone.example
    assert problems({**values, "phone": typed}) == {
        "phone": f"Write the mobile number with its country code, such as {example}."
    }


@pytest.mark.parametrize(
    "name", ["عبد الله بن محمد آل سعود", "Al-Rashid bint Saad", "نورة", "لمياء   بنت سعد"]
)
def test_a_name_stays_one_name(name: str) -> None:
    assert checked({**SAUDI, "name": name}).name == " ".join(name.split())


def test_controls_that_turn_text_are_taken_out() -> None:
    address = checked({**SAUDI, "line1": "طريق\u202e الملك\n\u200fفهد"})
    assert address.line1 == "طريق الملك فهد"


@pytest.mark.parametrize(
    ("values", "arabic", "english"),
    [
        (
            SAUDI,
            [
                "4471 طريق الأمير محمد بن سعد",
                "الملقا",
                "الرياض \u206613522-7602\u2069",
                "العنوان المختصر RHMA4471",
            ],
            [
                "4471 طريق الأمير محمد بن سعد",
                "الملقا",
                "الرياض \u206613522-7602\u2069",
                "Short address RHMA4471",
            ],
        ),
        (
            KUWAITI,
            ["Salmiya، قطعة 4", "شارع Salem Al Mubarak، منزل 12"],
            ["Salmiya, Block 4", "Street Salem Al Mubarak, House 12"],
        ),
        (
            UAE,
            ["Villa 7", "Al Wasl Road", "Jumeirah", "دبي"],
            ["Villa 7", "Al Wasl Road", "Jumeirah", "Dubai"],
        ),
        (
            UAE | {"city": "حتا", "short": "12345 67890"},
            ["Villa 7", "Al Wasl Road", "Jumeirah", "حتا، دبي", "مكاني 1234567890"],
            ["Villa 7", "Al Wasl Road", "Jumeirah", "حتا, Dubai", "Makani 1234567890"],
        ),
        (
            BAHRAIN | {"unit": "31"},
            ["مبنى 1245، شقة 31", "طريق 2832", "السيف 428"],
            ["Flat 31, Building 1245", "Road 2832", "السيف 428"],
        ),
        (QATAR, ["مبنى 15، شارع 840، منطقة 66", "Doha"], ["Building 15, Street 840, Zone 66", "Doha"]),
        (
            OMAN,
            ["مبنى 1520، سكة 3012", "الخوير", "بوشر 133"],
            ["Building 1520, Way 3012", "الخوير", "بوشر 133"],
        ),
        (FRANCE, ["12 rue de Seine", "Paris 75006"], ["12 rue de Seine", "Paris 75006"]),
    ],
)
def test_lines_stand_in_the_order_of_the_post(
    values: dict[str, str], arabic: list[str], english: list[str]
) -> None:
    address = checked(values)
    assert address.place_lines("ar") == arabic
    assert address.place_lines("en") == english


def test_the_whole_block_has_the_person_first_and_the_country_last() -> None:
    address = checked({**KUWAITI, "company": "Dar Sara"})
    assert address.lines("ar") == ["Sara Al-Sabah", "Dar Sara", *address.place_lines("ar"), "الكويت"]
    assert address.english_lines() == [
        "Sara Al-Sabah",
        "Dar Sara",
        "Salmiya, Block 4",
        "Street Salem Al Mubarak, House 12",
        "Kuwait",
        "+965 5123 4567",
    ]


def test_numbers_keep_their_order_between_arabic_words_and_parts_their_direction() -> None:
    address = checked(SAUDI)
    assert address.one_line("en") == (
        "\u20684471 طريق الأمير محمد بن سعد\u2069, \u2068الملقا\u2069, \u2068الرياض \u206613522-7602\u2069\u2069, "
        "Short address RHMA4471, Saudi Arabia"
    )
    assert address.one_line("ar").endswith("\u2068العنوان المختصر RHMA4471\u2069، المملكة العربية السعودية")


@pytest.mark.parametrize(
    ("language", "ways"),
    [("ar", ["auto", "rtl", "rtl", "rtl"]), ("en", ["ltr", "ltr", "ltr", "ltr"])],
)
def test_a_line_with_words_of_the_page_runs_as_the_page_does(language: str, ways: list[str]) -> None:
    with translation.override(language):
        assert [way for _line, way in checked(KUWAITI).shown] == ways


def test_without_a_person_the_place_is_enough() -> None:
    place = {**SAUDI, "name": "", "phone": ""}
    assert set(problems(place)) == {"name", "phone"}
    assert checked(place, person=False).name == ""


def test_an_unknown_country_is_asked_for() -> None:
    assert problems({**SAUDI, "country": "XX"}) == {"country": "Choose the country."}


def test_an_old_column_is_read_and_what_it_does_not_know_is_passed_over() -> None:
    assert PostalAddress.from_dict({"city": "جدة", "floor": 3, "unit": None}) == PostalAddress(city="جدة")
    assert PostalAddress.from_dict({}).as_dict() == {}
    assert not PostalAddress()


def test_every_form_speaks_both_languages_and_fills_only_fields_that_an_address_has() -> None:
    known = set(PostalAddress.__dataclass_fields__)
    for form in forms().values():
        assert {rule.name for rule in form.fields} <= known
        assert sorted(rule.name for row in form.rows for rule in row) == sorted(r.name for r in form.fields)
        for rule in form.fields:
            assert all((rule.label.ar, rule.label.en, rule.error.ar, rule.error.en))


@given(st.from_regex(r"[A-Za-z]{4}[0-9]{4}", fullmatch=True), st.booleans(), st.booleans())
def test_any_short_address_is_read_in_any_digits(short: str, spaced: bool, arabic: bool) -> None:
    typed = f"{short[:4]} {short[4:]}" if spaced else short
    address = checked({**SAUDI, "short": eastern(typed) if arabic else typed, "building": ""})
    assert (address.short, address.building) == (short.upper(), short[-4:])


@given(st.dictionaries(st.sampled_from(sorted(PostalAddress.__dataclass_fields__)), st.text(max_size=40)))
def test_whatever_is_typed_is_an_address_or_a_sentence_at_a_field(values: dict[str, str]) -> None:
    try:
        address = checked({**SAUDI, **values})
    except AddressInvalid as error:
        wrong = set(error.problems)
    else:
        wrong = set() if checked(address.as_dict()) == address else {"not the same again"}
    assert wrong <= set(PostalAddress.__dataclass_fields__)
