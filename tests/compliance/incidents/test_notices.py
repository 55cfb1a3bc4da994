"""Both notices in both languages; a drill says so in every text."""

from __future__ import annotations

import pytest

from compliance.incidents import drafts, papers, services, terms
from compliance.incidents.drafts import DRILL, Words
from compliance.incidents.enums import Audience
from compliance.incidents.exceptions import NoticeMissing
from tests.factories.incidents import FACTS, assessed
from tests.factories.records import officer

pytestmark = pytest.mark.django_db
TYPED = Words("موضوع", "Subject", "نص عربي", "English text")
PARTS = {
    "ar": [
        "(أ) ما الذي حدث",
        "(ب) بيانات من وكم",
        "(ج) المخاطر والإجراءات",
        "(د) إشعار أصحاب البيانات",
        "(هـ) جهة الاتصال",
    ],
    "en": [
        "(a) What happened",
        "(b) Whose data and how much",
        "(c) Risks and measures",
        "(d) Notice to the people concerned",
        "(e) Contact",
    ],
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_draft_to_the_authority_has_the_parts_a_to_e(settings, language):
    row = assessed(officer())
    body = getattr(drafts.words(row, Audience.AUTHORITY), f"body_{language}")
    places = [body.index(part) for part in PARTS[language]]
    assert places == sorted(places)
    for name in ("circumstances", "risks", "measures"):
        assert FACTS[f"{name}_{language}"] in body
    assert settings.PRIVACY_OFFICER["email"] in body
    assert "12" in body
    assert "&#" not in body


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_draft_to_the_people_is_plain_and_gives_advice(language):
    row = assessed(officer())
    body = getattr(drafts.words(row, Audience.SUBJECTS), f"body_{language}")
    for name in ("circumstances", "risks", "measures", "advice"):
        assert FACTS[f"{name}_{language}"] in body
    assert row.number not in body


@pytest.mark.parametrize("audience", list(Audience))
def test_a_drill_is_marked_whatever_is_typed(audience):
    by = officer()
    row = assessed(by, drill=True)
    drafted = services.draft_notice(number=row.number, by=by, audience=audience)
    typed = services.write_notice(number=row.number, by=by, audience=audience, words=TYPED)
    for notice in (drafted, typed):
        for text in (notice.subject_ar, notice.body_ar):
            assert text.startswith(DRILL.ar)
        for text in (notice.subject_en, notice.body_en):
            assert text.startswith(DRILL.en)
    assert typed.body_en == f"{DRILL.en}\n\nEnglish text"


def test_a_real_one_carries_no_mark():
    by = officer()
    row = assessed(by)
    notice = services.write_notice(number=row.number, by=by, audience=Audience.SUBJECTS, words=TYPED)
    assert (notice.subject_ar, notice.body_en) == ("موضوع", "English text")


def test_each_change_is_a_version_with_its_own_hash():
    by = officer()
    row = assessed(by)
    first = services.write_notice(number=row.number, by=by, audience=Audience.SUBJECTS, words=TYPED)
    same = services.write_notice(number=row.number, by=by, audience=Audience.SUBJECTS, words=TYPED)
    second = services.write_notice(
        number=row.number, by=by, audience=Audience.SUBJECTS, words=Words("موضوع", "Subject", "آخر", "Other")
    )
    assert (first.pk, first.version, second.version) == (same.pk, 1, 2)
    assert first.sha256 != second.sha256
    with pytest.raises(NoticeMissing):
        services.write_notice(
            number=row.number, by=by, audience=Audience.SUBJECTS, words=Words("موضوع", "Subject", "", "Other")
        )


@pytest.mark.parametrize("language", ["ar", "en"])
def test_on_paper(language):
    by = officer()
    row = assessed(by, drill=True)
    notice = services.draft_notice(number=row.number, by=by, audience=Audience.AUTHORITY)
    pages = papers.notice_pdf(notice, language=language)
    assert pages.startswith(b"%PDF-")
    assert papers.notice_pdf(notice, language=language) == pages


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_authority_concerned_is_addressed(language):
    row = assessed(officer(), countries=["SA", "AE"])
    body = getattr(drafts.words(row, Audience.AUTHORITY), f"body_{language}")
    for term in terms.terms_of(["SA", "AE"]):
        assert getattr(term, f"authority_{language}") in body
        assert getattr(term, f"law_{language}") in body
