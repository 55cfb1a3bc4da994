"""The laws that keep a record: data, complete in both languages."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from compliance import keeping


def test_a_law_speaks_both_languages():
    with override("en"):
        english = keeping.law("books")
    with override("ar"):
        arabic = keeping.law("books")
    assert english == keeping.Law(
        "books",
        3653,
        "Books of a merchant: orders, payments and the ledger, ten years.",
        "Commercial Books Law (Royal Decree M/61), Art. 8",
    )
    assert (arabic.code, arabic.days) == ("books", 3653)
    assert arabic.text == "دفاتر التاجر: الطلبات والمدفوعات ودفتر الأستاذ، عشر سنوات."
    assert arabic.article == "نظام الدفاتر التجارية (المرسوم الملكي م/61)، المادة 8"


@pytest.mark.parametrize("code", sorted(keeping.codes()))
@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_law_has_a_term_and_words(code, language):
    with override(language):
        found = keeping.law(code)
    assert found.days > 0
    assert found.text.endswith(".")
    assert found.article != ""


def test_days_count_as_written_and_years_with_their_leap_days():
    assert keeping.days_of({"days": 30}) == 30
    assert keeping.days_of({"years": 5}) == 1827
    assert keeping.days_of({"years": 10}) == 3653


def test_an_unknown_law_is_an_error():
    with pytest.raises(keeping.UnknownLaw, match=r"^whim: compliance/data/keeping\.toml does not hold it\.$"):
        keeping.law("whim")
