"""Folding and light stemming, in Python and in PostgreSQL alike."""

from __future__ import annotations

import unicodedata

import pytest
from django.db import connection
from django.db.models import Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.arabic import fold, light
from core.enums import OutboxState
from core.folding import CHANGED, DROPPED, INTO
from core.models import OutboxMessage
from core.search import ArFold, ArLight

PAIRS = [
    ("أحمد", "احمد"),
    ("إبراهيم", "ابراهيم"),
    ("آمنة", "امنه"),
    ("فاطمة", "فاطمه"),
    ("مصطفى", "مصطفي"),
    ("لوحـــة", "لوحه"),
    ("مُحَمَّد", "محمد"),
    ("ٱلرياض", "الرياض"),
    ("علی", "علي"),
    ("کتاب", "كتاب"),
    ("ﻻ", "لا"),
    ("٢٠٢٦", "2026"),
    ("۲۰۲۶", "2026"),
    ("الرّسم\u200f", "الرسم"),
    ("مؤسسة", "مؤسسه"),
    ("هٰذا", "هذا"),
]
# Words that a reader takes for one: number, gender, article, "and", prepositions.
ONE_STEM = [
    ("لوحة", "لوحات", "اللوحة", "واللوحات"),
    ("فنان", "الفنان", "فنانة", "فنانون", "الفنانين", "فنانات", "والفنانات"),
    ("معرض", "المعرض", "بالمعرض", "للمعرض"),
    ("سعودي", "السعودي", "سعودية", "السعوديين", "سعوديات"),
    ("مزاد", "المزاد", "مزادات", "والمزادات", "المزادين"),
    ("رسم", "الرسم", "رسمة", "والرسم"),
]
# And words that it must not throw together.
APART = [
    ("فن", "فنجان"),
    ("خط", "خطاب"),
    ("علي", "علا"),
    ("وليد", "ليد"),
    ("ورد", "رد"),
    ("نخيل", "خيل"),
    ("بيت", "بي"),
]

ARABIC = st.text("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيًٌٍَُِّْـٰٱیک٠٥٩۰۹ \u200f-،" + "ال", max_size=40)
# Characters that this Python and every supported PostgreSQL know; NUL is no text in PostgreSQL.
ANY = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"], exclude_characters="\x00"), max_size=40)


def in_sql(function, text):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [text])
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("written", "folded"), PAIRS)
def test_fold_vectors(db, written, folded):
    assert fold(written) == folded
    assert in_sql("ar_fold", written) == folded


@pytest.mark.parametrize("words", ONE_STEM)
def test_forms_of_one_word_meet(words):
    assert {light(word) for word in words} == {light(words[0])}


@pytest.mark.parametrize(("one", "other"), APART)
def test_different_words_stay_apart(one, other):
    assert light(one) != light(other)


def test_words_in_other_scripts_are_left_alone():
    assert light("Noura wal 2026, ash") == "Noura wal 2026, ash"


def test_the_tables_fit():
    assert len(CHANGED) == len(INTO)
    assert not set(CHANGED) & set(DROPPED)
    assert all(unicodedata.name(char, "") for char in CHANGED)


@given(ANY | ARABIC)
def test_folding_twice_changes_nothing_and_leaves_no_mark(text):
    once = fold(text)
    assert fold(once) == once
    assert not set(once) & set(CHANGED + DROPPED)


@given(ARABIC)
def test_light_only_takes_away(text):
    folded, stems = fold(text), light(text)
    assert len(stems) <= len(folded)
    assert len(stems.split()) == len(folded.split())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(text=ANY | ARABIC)
def test_sql_and_python_agree(db, text):
    assert in_sql("ar_fold", text) == fold(text)
    assert in_sql("ar_light", text) == light(text)


def test_the_functions_can_stand_in_an_index(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname, provolatile, proparallel, proisstrict FROM pg_proc WHERE proname LIKE 'ar\\_%' ORDER BY 1"
        )
        assert cursor.fetchall() == [("ar_fold", "i", "s", True), ("ar_light", "i", "s", True)]
    assert in_sql("ar_fold", None) is None


def test_expressions(db):
    OutboxMessage.objects.create(topic="والفنانين", state=OutboxState.WAITING)
    row = OutboxMessage.objects.annotate(
        f=ArFold("topic"), l=ArLight("topic"), v=ArLight(Value("لوحات"))
    ).get()
    assert (row.f, row.l, row.v) == ("والفنانين", "فنان", "لوح")
