"""Nothing inline, everything trimmed, no template too long."""

from __future__ import annotations

import pytest

from deploy.gates import pages


@pytest.fixture
def found(tmp_path):
    def read(text: str, name: str = "shop/work_list.html") -> list[str]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return [one.text for one in pages.check(path)]

    return read


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<p style="color:red">', "inline style"),
        ("<div\n class=a\n style='x'>", "inline style"),
        ("<style>a{}</style>", "style element without nonce"),
        ("<script>go()</script>", "inline script"),
        ('<script type="module">go()</script>', "inline script"),
        ('<a onclick="go()">', "inline event handler"),
        ("<img\nonerror = 'x'>", "inline event handler"),
        ('<a href="javascript:go()">', "script in an address"),
        ("{% blocktranslate %}x{% endblocktranslate %}", "blocktranslate without trimmed"),
        ("{% blocktrans with a=b|upper %}x{% endblocktrans %}", "blocktranslate without trimmed"),
    ],
)
def test_a_broken_rule_is_named(found, text, problem):
    assert found(text) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        '<script type="module" src="{% static \'js/a.mjs\' %}"></script>',
        '<script id="x" type="application/json">{}</script><script type="application/ld+json">{}</script>',
        '<style nonce="{{ request.csp_nonce }}">a{}</style>',
        '<p data-style="x" data-once="1" class="on">on = "x"</p>',
        "{% blocktranslate trimmed with a=b %}x{% endblocktranslate %}",
        "{% blocktranslate count n=n trimmed %}x{% plural %}y{% endblocktranslate %}",
    ],
)
def test_what_the_policy_allows_passes(found, text):
    assert found(text) == []


def test_letters_may_have_inline_styles_but_not_untrimmed_text(found):
    assert found('<p style="x">', "emails/orders_paid.html") == []
    assert found("{% blocktranslate %}x{% endblocktranslate %}", "emails/orders_paid.txt") == [
        "blocktranslate without trimmed"
    ]


def test_a_template_has_an_end(found):
    assert found("\n" * 150) == []
    assert found("\n" * 151) == ["151 lines, 150 at most"]
