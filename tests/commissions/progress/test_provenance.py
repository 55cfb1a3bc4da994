"""The first line of a provenance, and how it is found again."""

from __future__ import annotations

from commissions.progress.provenance import Line, first_line, rewritten

OLD = "Commissioned by Ali, 2026"
NEW = "Commissioned by a private collection, 2026"


def test_the_line_in_both_languages() -> None:
    assert first_line(year=2026) == Line("أُنجز بتكليف من مجموعة خاصة، 2026", NEW)
    named = first_line(year=2026, name_ar="لمياء الراشد")
    assert named == Line("أُنجز بتكليف من لمياء الراشد، 2026", "Commissioned by لمياء الراشد, 2026")


def test_our_line_is_replaced_where_it_stands() -> None:
    assert (
        rewritten(f"Sketch, 2025\n{OLD}\nShown, 2027", old=OLD, new=NEW)
        == f"Sketch, 2025\n{NEW}\nShown, 2027"
    )


def test_without_our_line_it_stands_first() -> None:
    assert rewritten("Shown, 2027", old=OLD, new=NEW) == f"{NEW}\nShown, 2027"
    assert rewritten("", old=OLD, new=NEW) == NEW


def test_a_name_goes_wherever_it_stands_as_a_word() -> None:
    text = "For Ali in Riyadh\nShown at Alinma, 2027"
    assert rewritten(text, old=OLD, new=NEW, names=("Ali", "")) == f"{NEW}\nShown at Alinma, 2027"
    assert rewritten("صُنع لعلي\nفي العلا", old=OLD, new="خاص", names=("علي",)) == "خاص\nفي العلا"


def test_our_line_stands_there_once() -> None:
    assert rewritten(f"{OLD}\nBought by Ali", old=OLD, new=NEW, names=("Ali",)) == NEW
