"""What every template has: money, numbers and dates as the reader writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from core.money import Money
from core.requests import current


def draw(source, language="ar", **context):
    with override(language):
        return Template(source).render(Context(context))


@pytest.fixture
def arabic_digits():
    user = SimpleNamespace(is_authenticated=True, arabic_digits=True)
    token = current.set(SimpleNamespace(user=user))
    yield
    current.reset(token)


def test_money_in_both_languages():
    source = "{{ amount|money }}{% price 18500000 'SAR' %}"
    arabic = '<span class="sar"><bdi>185,000</bdi> <small>ريال</small></span>'
    english = '<span class="sar"><small>SAR</small> <bdi>185,000</bdi></span>'
    assert draw(source, amount=Money(18_500_000, "SAR")) == arabic * 2
    assert draw(source, "en", amount=Money(18_500_000, "SAR")) == english * 2


def test_decimals_only_where_there_are_some_or_where_asked():
    assert (
        draw("{% price 18500050 'SAR' %}")
        == '<span class="sar"><bdi>185,000.50</bdi> <small>ريال</small></span>'
    )
    assert (
        draw("{% price 100 'SAR' full=True %}")
        == '<span class="sar"><bdi>1.00</bdi> <small>ريال</small></span>'
    )
    assert draw("{% price none 'SAR' %}|{{ none|money }}", none=None) == "|"


def test_the_readers_own_digits(arabic_digits):
    assert (
        draw("{% price 18500050 'SAR' %}")
        == '<span class="sar"><bdi>١٨٥٬٠٠٠٫٥٠</bdi> <small>ريال</small></span>'
    )
    assert draw("{{ 1234|number }} {{ 2026|digits }}") == "<bdi>١٬٢٣٤</bdi> <bdi>٢٠٢٦</bdi>"
    assert draw("{{ 1234|number }}", "en") == "<bdi>1,234</bdi>"
    assert "١٤٤٨" in draw("{{ day|both_dates }}", day=date(2026, 11, 22))


def test_numbers():
    assert draw("{{ 1234567|number }} {{ 2.5|number }} {{ zero|number }}", zero=0) == (
        "<bdi>1,234,567</bdi> <bdi>2.5</bdi> <bdi>0</bdi>"
    )
    assert draw("{{ none|number }}|{{ missing|number }}", none=None) == "|"


def test_dates():
    day = date(2026, 11, 22)
    assert draw("{{ day|both_dates }}", day=day) == (
        '<time datetime="2026-11-22">الأحد 12 جمادى الآخرة 1448، 22 نوفمبر 2026</time>'
    )
    assert draw("{{ day|day }}", "en", day=day) == '<time datetime="2026-11-22">22 November 2026</time>'
    moment = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    assert draw("{{ moment|hour }}", moment=moment) == (
        '<time datetime="2026-11-22T15:30:00+00:00">18:30</time>'
    )
    assert draw("{{ none|both_dates }}{{ none|day }}{{ none|hour }}", none=None) == ""


def test_icons_are_silent_and_flip():
    assert draw("{% icon 'check' %}").startswith('<svg class="ico" aria-hidden="true" focusable="false">')
    assert 'class="ico flip"' in draw("{% icon 'arrow' flip=True %}")


def test_user_text_is_escaped():
    assert draw("{{ text|digits }}", text="<b>7</b>") == "<bdi>&lt;b&gt;7&lt;/b&gt;</bdi>"
