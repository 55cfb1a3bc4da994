"""The table of countries: what each sale owes its buyer."""

from __future__ import annotations

import dataclasses
import subprocess
import sys

import pytest
from django.utils import translation

from core.money import EXPONENTS
from orders import countries
from orders.countries import Confidence, Exemption, country, known


@pytest.mark.parametrize(
    ("code", "currency", "vat", "deemed", "days"),
    [
        ("SA", "SAR", 1500, True, (15, 7)),
        ("AE", "AED", 500, False, (15, 7)),
        ("BH", "BHD", 1000, False, (15, 7)),
        ("OM", "OMR", 500, False, (15, 7)),
        ("QA", "QAR", 0, False, (15, 7)),
        ("KW", "KWD", 0, False, (15, 14)),
    ],
)
def test_the_gulf(code: str, currency: str, vat: int, deemed: bool, days: tuple[int, int]) -> None:
    found = country(code)
    told = (found.code, found.currency, found.vat_bps, found.deemed_supplier)
    assert told == (code, currency, vat, deemed)
    assert (found.late_days, found.withdrawal_days) == days
    assert found.known


def test_every_currency_has_an_exponent() -> None:
    assert {row.currency for row in known()} <= set(EXPONENTS)


def test_the_table_holds_the_six_and_no_other() -> None:
    assert [row.code for row in known()] == ["SA", "AE", "BH", "OM", "QA", "KW"]


def test_no_country_gives_less_than_the_house_promises() -> None:
    least = country("SA")
    for row in [*known(), country("FR")]:
        assert row.withdrawal_days >= least.withdrawal_days, row.code
        assert row.late_days <= least.late_days, row.code
        assert row.fault_days >= least.fault_days, row.code
        assert row.withdrawal_exceptions <= least.withdrawal_exceptions, row.code


@pytest.mark.parametrize("code", ["FR", "ZZ", "", "default"])
def test_an_unknown_country_is_treated_with_caution(code: str) -> None:
    found = country(code)
    told = (found.code, found.known, found.vat_bps, found.deemed_supplier, found.withdrawal_days)
    assert told == (code.upper(), False, 0, False, 14)
    assert found.law.confidence is Confidence.WEAK


def test_case_and_space_do_not_matter() -> None:
    assert country(" sa ") == country("SA")


def test_saudi_articles() -> None:
    law = country("SA").law
    told = [law.article(subject) for subject in ("input_error", "withdrawal", "late", "made_to_order")]
    assert told == ["4", "13", "14", "13(1)"]
    assert law.article("nothing of the kind") == ""
    assert [law.name("ar-sa")[:4], law.name("en")[:4]] == ["نظام", "E-Co"]


def test_auctions_are_no_exception() -> None:
    assert {code.value for code in Exemption} == {
        "made_to_order",
        "damaged_by_buyer",
        "perishable",
        "used",
        "media",
        "printed",
        "lodging",
        "enjoyed",
    }
    assert country("SA").withdrawal_exceptions == frozenset(Exemption)


def test_names_come_in_the_readers_language() -> None:
    with translation.override("ar"):
        assert "السعودية" in country("SA").name
    with translation.override("en"):
        assert country("SA").name == "Saudi Arabia"
    assert country("ZZ").name == "ZZ"


def test_it_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        country("SA").vat_bps = 0  # type: ignore[misc]
    with pytest.raises(TypeError):
        country("SA").law.articles["late"] = "99"  # type: ignore[index]
    assert hash(country("SA")) == hash(country("sa"))


@pytest.mark.parametrize("change", [{"currency": "riyal"}, {"vat_bps": 10_001}, {"late_days": -1}])
def test_data_that_cannot_be_is_refused(change: dict[str, object]) -> None:
    row = {**countries._rows()["SA"], **change}
    with pytest.raises(ValueError, match="SA"):
        countries._country("SA", row, known=True)


def test_it_needs_no_settings() -> None:
    """Pure rule books stand on it: it must load where Django was never set up."""
    code = "from orders.countries import country; print(country('SA').late_days)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={}, check=False)
    assert (done.stdout.strip(), done.returncode) == ("15", 0), done.stderr
