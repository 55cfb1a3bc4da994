"""Panels stand in the order of their numbers, and only where there is something for this person."""

from __future__ import annotations

from core.panels import Panel, Panels


def test_panels_in_order_and_none_where_there_is_nothing_to_show() -> None:
    panels: Panels[str] = Panels()
    panels.register("late", "late.html", lambda thing, user: {"of": thing}, order=60)
    panels.register("early", "early.html", lambda thing, user: {"for": user}, order=5)
    panels.register("secret", "secret.html", lambda thing, user: None, order=1)
    assert panels.of("order", "Huda") == [
        Panel("early", "early.html", {"for": "Huda"}),
        Panel("late", "late.html", {"of": "order"}),
    ]


def test_the_same_code_replaces_and_can_be_taken_off() -> None:
    panels: Panels[str] = Panels()
    for text in ("first", "second"):
        panels.register("one", "one.html", lambda thing, user, text=text: {"text": text})
    assert panels.of("", None) == [Panel("one", "one.html", {"text": "second"})]
    panels.unregister("one")
    assert panels.of("", None) == []
