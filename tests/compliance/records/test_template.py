"""Which columns must be filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.records import template
from compliance.records.template import COLUMNS, Mark
from compliance.records.versions import diff

FULL = {column.code: {"ar": "نص", "en": "text"} for column in COLUMNS}


def test_a_full_row_misses_nothing():
    assert template.missing({**FULL, "sensitive": False}) == []


@pytest.mark.parametrize("code", template.ALARMS)
def test_an_alarm_makes_the_columns_of_the_impact_assessment_mandatory(code):
    wanted = [column.code for column in COLUMNS if column.mark is not Mark.OPTIONAL and column.code != code]
    empty = {column.code for column in template.missing({code: True})}
    assert empty == set(wanted)


@given(
    st.dictionaries(
        st.sampled_from([column.code for column in COLUMNS]),
        st.sampled_from(["", None, "x", {"ar": "", "en": ""}]),
    )
)
def test_only_empty_columns_are_missing(content):
    filled = {code for code, value in content.items() if value == "x"}
    assert filled.isdisjoint(column.code for column in template.missing(content))


def test_no_is_an_answer():
    assert "sensitive" not in {column.code for column in template.missing({"sensitive": False})}


@given(
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
    st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3)),
)
def test_a_diff_leads_from_the_one_to_the_other(before, after):
    moved = {key: value for key, value in before.items() if key in after or before.get(key) is None}
    for change in diff(before, after):
        moved[change["code"]] = change["after"]
    assert {key: value for key, value in moved.items() if value is not None} == after
