"""A work as one row of the inventory: cells that edit themselves, with the error at the cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from core.money import is_arabic, symbol
from marketplace.enums import PublicationState
from marketplace.forms.cells import TITLE_LENGTH
from marketplace.models import Artwork
from marketplace.services.artworks import FIRM
from marketplace.views.studio.moves import Move, targets_of
from marketplace.views.studio.standing import standing_of

HOME_CURRENCY = "SAR"  # the column's own; another one is named in its cell


@dataclass(slots=True)
class Cell:
    """One input; `value` is what was typed while `error` says what is wrong with it."""

    id: str
    name: str
    label: str
    value: str
    url: str
    lang: str = ""
    unit: str = ""
    placeholder: str = ""
    maxlength: int = 40
    error: str = ""
    saved: bool = False
    readonly: bool = False


@dataclass(slots=True)
class StatusCell:
    id: str
    label: str
    value: str
    tone: str
    url: str
    targets: list[Move] = field(default_factory=list)
    error: str = ""
    saved: bool = False


@dataclass(slots=True)
class Row:
    work: Artwork
    titles: list[Cell]
    price: Cell
    status: StatusCell
    missing: dict[str, str]

    @property
    def edit_url(self) -> str:
        return reverse("marketplace:studio-artwork-edit", args=[self.work.pk])


def row_of(work: Artwork, *, trusted: bool) -> Row:
    languages = ("ar", "en") if is_arabic() else ("en", "ar")
    titles = [cell_of(work, f"title_{code}") for code in languages]
    return Row(work, titles, cell_of(work, "price"), status_of(work, trusted=trusted), missing_of(work))


def missing_of(work: Artwork) -> dict[str, str]:
    """What a buyer would miss in a work that is not yet on show: the name of it, and the field that takes it."""
    if work.state not in {PublicationState.DRAFT, PublicationState.IN_REVIEW}:
        return {}
    found = {}
    if not work.sides_cm:
        found["size"] = _("Its size")
    if getattr(work, "cover", None) is None:
        found["picture"] = _("A picture")
    return found


def cell_of(
    work: Artwork, name: str, *, typed: str | None = None, error: str = "", saved: bool = False
) -> Cell:
    """The cell of one field; with an error it keeps what was typed."""
    title = str(work.title)
    cell = Cell(
        id=f"{name}-{work.pk}",
        name=name,
        label="",
        value="",
        url=reverse("marketplace:studio-artwork-cells", args=[work.pk]),
        error=error,
        saved=saved,
    )
    if name == "price":
        cell.label = _("Price of %(title)s") % {"title": title}
        cell.unit = "" if work.currency == HOME_CURRENCY else symbol(work.currency)
        cell.placeholder = _("on request")
        cell.readonly = work.availability in FIRM
        cell.value = work.price.number() if work.price else ""
    else:
        cell.lang, cell.maxlength = name[-2:], TITLE_LENGTH
        cell.label = _("Title in Arabic") if cell.lang == "ar" else _("Title in English")
        cell.placeholder = cell.label
        cell.value = getattr(work, name) or ""
    if typed is not None:
        cell.value = typed
    return cell


def status_of(work: Artwork, *, trusted: bool, error: str = "", saved: bool = False) -> StatusCell:
    standing = standing_of(work)
    return StatusCell(
        id=f"status-{work.pk}",
        label=_("Status of %(title)s") % {"title": work.title},
        value=str(standing.label),
        tone=standing.tone,
        url=reverse("marketplace:studio-artwork-state", args=[work.pk]),
        targets=targets_of(work, trusted=trusted),
        error=error,
        saved=saved,
    )
