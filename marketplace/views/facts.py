"""What is known of a work, in the order of a museum's label."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from marketplace.enums import Antiquity, Category
from marketplace.models import Artwork
from marketplace.templatetags.works import cm, dated, digits_of, inches

STANDING = frozenset({Category.SCULPTURE, Category.CERAMICS, Category.INSTALLATION})


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` is a person's text unless it is marked safe; `note` stands below it."""

    label: str
    value: str
    note: str = ""

    @property
    def is_text(self) -> bool:
        return not isinstance(self.value, SafeString)


def facts_of(work: Artwork) -> list[Fact]:
    """Only what is known: nothing is shown as missing."""
    found = [
        Fact(_("Medium"), str(work.medium or work.get_category_display()), str(work.materials or "")),
        Fact(_("Size"), _size(work), _size_note(work)),
        Fact(pgettext("of a work", "Year"), _isolated(dated(work))),
        Fact(_("Edition"), _edition(work)),
        Fact(_("Signed"), str(work.signature or "")),
        Fact(_("Frame"), str(work.framing or "")),
        Fact(
            _("Condition of the work"),
            str(work.get_condition_display()) if work.condition else "",
            str(work.condition_note or ""),
        ),
        Fact(_("Location"), str(work.city.name) if work.city else ""),
        Fact(_("Age"), _("Over 100 years old") if work.antiquity == Antiquity.YES else "", _licence(work)),
        Fact(_("Inventory number"), _isolated(work.inventory_number)),
        Fact(_("Credit line"), str(work.credit_line or "")),
    ]
    return [fact for fact in found if fact.value]


def _isolated(text: str) -> SafeString | str:
    return format_html("<bdi>{}</bdi>", text) if text else ""


def _size(work: Artwork) -> SafeString | str:
    """ "Height 140 cm, width 305 cm": each side named, so that nobody has to know the order."""
    sides = [
        (work.height_cm, _("Height {} cm")),
        (work.width_cm, _("width {} cm")),
        (work.depth_cm, _("depth {} cm")),
    ]
    known = [
        (format_html(text, format_html("<bdi>{}</bdi>", cm(side))),)
        for side, text in sides
        if side is not None
    ]
    if not known:
        return str(work.dimensions_note or "")
    return format_html_join(pgettext("between parts of a line", ", "), "{}", known)


def _size_note(work: Artwork) -> str:
    """The same in inches, and what the seller adds."""
    if not work.sides_cm:
        return ""
    note = str(work.dimensions_note or "")
    return format_html("{} {}", inches(work), note) if note else inches(work)


def _edition(work: Artwork) -> str:
    if work.edition_number and work.edition_size:
        return _("Number %(number)s of %(size)s") % {
            "number": digits_of(str(work.edition_number)),
            "size": digits_of(str(work.edition_size)),
        }
    if work.edition_size:
        return _("Edition of %(size)s") % {"size": digits_of(str(work.edition_size))}
    return ""


def _condition(work: Artwork) -> str:
    return str(work.get_condition_display()) if work.condition else ""


def _licence(work: Artwork) -> str:
    if work.antiquity != Antiquity.YES or not work.antiquity_licence:
        return ""
    return _("Licence of the Heritage Commission: %(number)s") % {"number": work.antiquity_licence}
