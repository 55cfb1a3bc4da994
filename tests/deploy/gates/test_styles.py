"""A physical side is found wherever it hides; a logical one and a media feature are not."""

from __future__ import annotations

import pytest

from deploy.gates import styles


@pytest.fixture
def lines(tmp_path):
    def read(text: str) -> list[tuple[int, str]]:
        path = tmp_path / "a.css"
        path.write_text(text, encoding="utf-8")
        return [(one.line, one.text.removeprefix("physical side: ")) for one in styles.check(path)]

    return read


@pytest.mark.parametrize(
    "name",
    [
        "left",
        "bottom",
        "width",
        "max-height",
        "margin-left",
        "padding-top",
        "border-right",
        "border-right-color",
        "scroll-margin-top",
        "border-top-left-radius",
    ],
)
def test_a_physical_property_is_found(lines, name):
    assert lines(f"a {{ color: red; {name}: 1px; }}") == [(1, name)]


@pytest.mark.parametrize(
    "text",
    [
        "float: left",
        "text-align: right",
        "clear:left",
        "background-position: 2px right",
        "transform-origin: top left",
    ],
)
def test_a_sided_value_is_found(lines, text):
    assert lines(f"a {{\n  {text};\n}}") == [(2, text.split(":")[0])]


@pytest.mark.parametrize(
    "text",
    [
        "a { margin-inline-start: 1px; inset-inline: 0; inline-size: 2px; border-start-end-radius: 1px }",
        "@media (min-width: 40rem) and (max-height: 2rem) { a { line-height: 1.2; font-width: 1; } }",
        "/* left: 0; */ a { color: red }",
        "a { grid-template-areas: 'left right'; vertical-align: bottom; text-align: start; }",
        "a { background: url(left.png); --left: 1px; stroke-width: 2 }",
        "a { left: 0; /* physical: a map has a west */ }",
    ],
)
def test_what_is_logical_or_explained_passes(lines, text):
    assert lines(text) == []


def test_nested_rules_and_a_first_declaration_are_looked_at(lines):
    assert lines("a{left:0}\nb { &:hover { right: 0 } }") == [(1, "left"), (2, "right")]
