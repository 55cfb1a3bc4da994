"""Wording kept in the database: strict, versioned, safe; and notices in the reader's words."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from mailing import safe, services, wording
from mailing.exceptions import MarkupRefused, UnknownPlace, UnknownTemplate, WordingRefused
from mailing.models import EmailTemplate
from orders import letters
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.mailing import NotificationFactory, template


def _save(**given: str) -> EmailTemplate:
    parts = {"name": "orders.expired", "language": "en", **template(**given)}
    return services.save_wording(by=AdminFactory(), **parts)


@pytest.mark.django_db
def test_own_wording_takes_the_place_of_the_file_in_its_language_only() -> None:
    _save(html='<p>Dear {{ recipient }}, <a href="{{ url }}">{{ number }}</a> at {{ total }}</p>')
    facts = letters.sample("en")
    english = services.queue("orders.expired", to=UserFactory(language="en"), context=facts, key="e")
    arabic = services.queue("orders.expired", to=UserFactory(language="ar"), context=facts, key="a")
    assert english.subject == "Hello \u2068Lamia Alrashid\u2069"
    assert english.text.startswith("Order AS-2026-000123\n")
    assert "SAR 583,510" in english.html
    assert "/en/orders/AS-2026-000123/" in english.html
    assert arabic.subject.startswith("انتهت")


@pytest.mark.django_db
def test_values_are_escaped_in_markup_and_not_in_text() -> None:
    _save(subject="{{ title }}", text="{{ title }}", html="<p>{{ title }}</p>")
    facts = {**letters.sample("en"), "title": "<i>A & B</i>"}
    mail = services.queue("orders.expired", to=UserFactory(), context=facts, key="x")
    assert "<p " in mail.html
    assert "&lt;i&gt;A &amp; B&lt;/i&gt;" in mail.html
    assert mail.text.startswith("<i>A & B</i>")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("part", "error"),
    [
        ({"text": "{% load static %}"}, WordingRefused),
        ({"text": "{{ recipient.password }}"}, WordingRefused),
        ({"text": "{{ recipient|safe }}"}, WordingRefused),
        ({"text": "{# hidden #}"}, WordingRefused),
        ({"subject": "{{ recipient"}, WordingRefused),
        ({"subject": "{{ password }}"}, UnknownPlace),
        ({"html": "<script>1</script>"}, MarkupRefused),
        ({"html": '<p onclick="x()">a</p>'}, MarkupRefused),
        ({"html": '<a href="javascript:x">a</a>'}, MarkupRefused),
        ({"html": "<img src=x>"}, MarkupRefused),
        ({"name": "orders.nothing"}, UnknownTemplate),
    ],
)
def test_anything_but_plain_places_is_refused(part: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        _save(**part)
    assert not EmailTemplate.objects.exists()


@pytest.mark.django_db
def test_each_change_is_a_version_and_an_old_one_can_come_back() -> None:
    first = _save(text="one")
    second = _save(text="two")
    back = services.restore_wording(wording=first, by=AdminFactory())
    rows = list(EmailTemplate.objects.order_by("version").values_list("version", "text", "active"))
    assert rows == [(1, "one", False), (2, "two", False), (3, "one", True)]
    assert (second.version, back.version) == (2, 3)
    assert services.withdraw_wording(name="orders.expired", language="en", by=AdminFactory()) is True
    assert services.withdraw_wording(name="orders.expired", language="en", by=AdminFactory()) is False
    assert not EmailTemplate.objects.filter(active=True).exists()


@given(st.text(max_size=60), st.text(max_size=30))
def test_what_passes_the_check_is_filled_without_leftovers(text: str, value: str) -> None:
    try:
        safe.check(text, {"name"})
    except (WordingRefused, UnknownPlace):
        return
    filled = safe.fill(text, {"name": "X"})
    assert "{{" not in filled
    assert safe.fill("{{ name }}", {"name": value}) == value
    assert "<" not in safe.fill("{{ name }}", {"name": value}, markup=True)


@pytest.mark.django_db
def test_a_notice_reads_in_each_language_with_its_facts_isolated() -> None:
    notice = NotificationFactory()

    with override("ar"):
        arabic = wording.sentence(notice, "ar")
    with override("en"):
        english = wording.sentence(notice, "en")
    number = '<bdi class="nw">AS-2026-000001</bdi>'
    assert arabic == f"وصلتنا دفعتك عن «<bdi>صحن الضوء</bdi>». الطلب {number}."
    assert english == f"We have received your payment for “<bdi>Courtyard of Light</bdi>”. Order {number}."


@pytest.mark.django_db
def test_html_in_a_fact_is_shown_as_text() -> None:
    notice = NotificationFactory(context={"title": "<script>x</script>", "number": "1"})
    assert "<script>" not in wording.sentence(notice, "en")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/ar/orders/AS-2026-000001/", "/en/orders/AS-2026-000001/"),
        ("https://evil.example/", ""),
        ("//evil.example", ""),
    ],
)
def test_a_notice_leads_to_a_page_of_ours_in_the_readers_language(url: str, expected: str) -> None:
    notice = NotificationFactory(url=url)
    for active in ("ar", "en"):
        with override(active):
            assert wording.url_of(notice, "en") == expected
