"""Gulf law on antiquities (reference: Saudi Antiquities Law; Heritage Commission)."""

from __future__ import annotations

import pytest

from marketplace.validators import antiquity_problem


@pytest.mark.parametrize(
    ("antiquity", "licence", "year", "availability", "problem"),
    [
        ("yes", "", 1900, "available", "licence"),
        ("yes", "", None, "not_for_sale", "licence"),
        ("yes", "HC-1", 1900, "available", ""),
        ("no", "", 1925, "available", "contradiction"),
        ("no", "", 1926, "available", ""),
        ("unknown", "", 1925, "available", "unanswered"),
        ("unknown", "", 1925, "not_for_sale", ""),
        ("unknown", "", None, "available", ""),
        ("unknown", "", 2020, "available", ""),
    ],
)
def test_what_age_asks_of_a_work(antiquity, licence, year, availability, problem):
    found = antiquity_problem(
        antiquity=antiquity, licence=licence, year=year, availability=availability, this_year=2026
    )
    assert found == problem
