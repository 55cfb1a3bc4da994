"""The privacy notice: in both languages, true to what is declared."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.translation import override

from compliance import notice, registry


def page(client, language):
    with override(language):
        address = reverse("compliance:privacy")
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "title", "right", "authority"),
    [
        ("ar", "إشعار الخصوصية", "الرجوع عن الموافقة", "الهيئة السعودية للبيانات والذكاء الاصطناعي"),
        ("en", "Privacy notice", "To withdraw consent", "Saudi Data and Artificial Intelligence Authority"),
    ],
)
def test_says_what_the_law_asks_in_both_languages(client, db, settings, *, language, title, right, authority):
    html = page(client, language)
    assert f'<h1 class="big">{title}</h1>' in html
    assert right in html
    assert authority in html
    assert settings.PRIVACY_EMAIL in html
    assert 'href="https://dgp.sdaia.gov.sa"' in html


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_declaration_is_on_the_page(client, db, language):
    html = page(client, language)
    with override(language):
        groups = notice.groups()
        records = [record for group in groups for record in group.records]
    assert len(records) == len(registry.declarations())
    assert html.count('<h4 class="sub">') == len(records)
    assert len(groups) == len(notice.TOPICS)
    for record in records:
        assert all(
            [record.title, record.purpose, record.basis, record.retention, record.export, record.erase]
        )


def test_the_arabic_page_has_no_english_sentence_of_ours(client, db):
    """Names of libraries' fields may be English; purposes, terms and rights may not."""
    with override("ar"):
        texts = [
            text
            for group in notice.groups()
            for record in group.records
            for text in (record.purpose, record.basis, record.retention, record.export, record.erase)
        ]
    assert [text for text in texts if not re.search("[\u0600-\u06ff]", text)] == []


@pytest.mark.parametrize(
    ("days", "arabic", "english"),
    [
        (1, "بعد يوم واحد من إنشائه.", "1 day after it was made."),
        (2, "بعد يومين من إنشائه.", "2 days after it was made."),
        (5, "بعد 5 أيام من إنشائه.", "5 days after it was made."),
        (30, "بعد 30 يومًا من إنشائه.", "30 days after it was made."),
        (365, "بعد 365 يومًا من إنشائه.", "365 days after it was made."),
        (100, "بعد 100 يوم من إنشائه.", "100 days after it was made."),
    ],
)
def test_terms_in_days(days, arabic, english):
    with override("ar"):
        assert notice._term(days) == arabic
    with override("en"):
        assert notice._term(days) == english


def test_needs_no_query_of_its_own_and_takes_no_post(client, db, django_assert_num_queries):
    page(client, "ar")
    with django_assert_num_queries(0):
        page(client, "ar")
    with override("ar"):
        assert client.post(reverse("compliance:privacy")).status_code == 405
