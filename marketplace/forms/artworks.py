"""The form of one work in the studio: every field in both languages, in sections that follow a museum's label."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.errors import SoukError
from core.money import Money, is_arabic
from marketplace.exceptions import FieldsInvalid
from marketplace.forms.fields import CentimetresField, DigitsField, LineField, TextField, WordsField
from marketplace.models import Artist, Artwork, City

LINES: Final = {
    "title": (_("Title in Arabic"), _("Title in English")),
    "date_text": (_("Date in words, Arabic"), _("Date in words, English")),
    "medium": (_("Medium in Arabic"), _("Medium in English")),
    "materials": (_("Materials in Arabic"), _("Materials in English")),
    "dimensions_note": (_("About the size, Arabic"), _("About the size, English")),
    "signature": (_("Signature in Arabic"), _("Signature in English")),
    "framing": (_("Frame in Arabic"), _("Frame in English")),
    "condition_note": (_("About the condition, Arabic"), _("About the condition, English")),
    "credit_line": (_("Credit line in Arabic"), _("Credit line in English")),
}
TEXTS: Final = {
    "description": (_("Description in Arabic"), _("Description in English")),
    "provenance": (_("Provenance in Arabic"), _("Provenance in English")),
}


@dataclass(frozen=True, slots=True)
class Section:
    title: str | Promise
    lines: list[list[BoundField]]
    hint: str | Promise = ""


def both(name: str) -> tuple[str, str]:
    """The two columns of a bilingual field, the reader's language first."""
    return (f"{name}_ar", f"{name}_en") if is_arabic() else (f"{name}_en", f"{name}_ar")


class ArtworkForm(forms.Form):
    """Checks and cleans; the services write. `price` is read in the chosen currency."""

    artist: forms.ModelChoiceField[Artist] = forms.ModelChoiceField(
        Artist.objects.none(),
        required=False,
        label=pgettext_lazy("of a work", "Artist"),
        empty_label=_("Not known"),
    )
    inventory_number = LineField(max_length=60, required=False, label=_("Inventory number"))
    year = DigitsField(required=False, label=_("Year"), min_value=-4000, max_value=2200)
    year_end = DigitsField(required=False, label=_("Until"), min_value=-4000, max_value=2200)
    year_circa = forms.BooleanField(required=False, label=_("The year is about right, not certain"))
    category = forms.ChoiceField(choices=(), label=_("Category"))
    medium_group = forms.ChoiceField(choices=(), label=_("Medium group"))
    height_cm = CentimetresField(required=False, label=_("Height, cm"))
    width_cm = CentimetresField(required=False, label=_("Width, cm"))
    depth_cm = CentimetresField(required=False, label=_("Depth, cm"))
    edition_number = DigitsField(required=False, label=_("Number in the edition"), min_value=1)
    edition_size = DigitsField(required=False, label=_("Size of the edition"), min_value=1)
    condition = forms.ChoiceField(choices=(), required=False, label=_("Condition of the work"))
    price = LineField(
        required=False,
        max_length=40,
        label=_("Price"),
        help_text=_("With VAT. Leave it empty for “price on request”."),
    )
    currency = forms.ChoiceField(choices=(), label=_("Currency"))
    city: forms.ModelChoiceField[City] = forms.ModelChoiceField(
        City.objects.none(), required=False, label=_("City"), empty_label=""
    )
    antiquity = forms.ChoiceField(choices=(), label=_("Is the work over 100 years old?"))
    antiquity_licence = LineField(
        max_length=60, required=False, label=_("Licence number of the Heritage Commission")
    )
    subjects = WordsField(
        required=False, label=_("Subjects"), help_text=_("Parted by commas, for example: desert, falcon.")
    )
    movements = WordsField(required=False, label=_("Movements"), help_text=_("Parted by commas."))

    def __init__(self, *args: Any, artists: Any, work: Artwork | None = None, **options: Any) -> None:
        initial = initial_of(work) if work else {"currency": "SAR"}
        options["initial"] = initial | options.get("initial", {})
        super().__init__(*args, **options)
        self._add_texts()
        self._offer_choices(artists)
        for name, field in self.fields.items():
            _dress(field, name)

    def _add_texts(self) -> None:
        for names, kind in ((LINES, LineField), (TEXTS, TextField)):
            for name, labels in names.items():
                for code, label in zip(("ar", "en"), labels, strict=True):
                    column = Artwork._meta.get_field(f"{name}_{code}")
                    self.fields[f"{name}_{code}"] = kind(
                        required=False, label=label, max_length=getattr(column, "max_length", None) or 20_000
                    )

    def _offer_choices(self, artists: Any) -> None:
        for name in ("category", "medium_group", "condition", "antiquity", "currency"):
            self.fields[name].choices = getattr(Artwork._meta.get_field(name), "choices", ())  # type: ignore[attr-defined]
        for title in both("title"):
            self.fields[title].wanted = True  # type: ignore[attr-defined] # one of the two must be there
        self.fields["artist"].queryset = artists  # type: ignore[attr-defined]
        self.fields["city"].queryset = City.objects.order_by("slug")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("title_ar") or data.get("title_en")) and not self._failed("title_ar", "title_en"):
            self.add_error(
                both("title")[0], ValidationError(_("Give the work a title in at least one language."))
            )
        self._read_price(data)
        self._check_years(data)
        number, of = data.get("edition_number"), data.get("edition_size")
        if number and of and number > of:
            self.add_error("edition_number", ValidationError(_("The number is larger than the edition.")))
        return data

    def _failed(self, *names: str) -> bool:
        return any(name in self.errors for name in names)

    def _read_price(self, data: dict[str, Any]) -> None:
        typed, currency = data.pop("price", ""), data.get("currency")
        if not self._failed("price", "currency"):
            data["price"] = price_or_error(self, typed, currency or "SAR")

    def _check_years(self, data: dict[str, Any]) -> None:
        first, last = data.get("year"), data.get("year_end")
        if last is None:
            return
        if first is None and not self._failed("year"):
            self.add_error("year", ValidationError(_("Give the first year too.")))
        elif first is not None and last < first:
            self.add_error("year_end", ValidationError(_("The last year lies before the first.")))

    @property
    def error_count(self) -> int:
        return sum(len(errors) for errors in self.errors.values())

    def sections(self) -> list[Section]:
        """The fields in the order of the page, those that stand side by side in one line."""
        pairs = {name: [self[column] for column in both(name)] for name in (*LINES, *TEXTS)}
        return [
            Section(_("Title"), [pairs["title"], [self["artist"], self["inventory_number"]]]),
            Section(
                _("What it is"),
                [*self._rows(("category", "medium_group")), pairs["medium"], pairs["materials"]],
            ),
            Section(_("Date"), [*self._rows(("year", "year_end"), ("year_circa",)), pairs["date_text"]]),
            Section(
                _("Size"),
                [*self._rows(("height_cm", "width_cm", "depth_cm")), pairs["dimensions_note"]],
                _("Height first, then width; digits of either script."),
            ),
            Section(_("Price"), self._rows(("price", "currency"))),
            Section(_("Description"), [[field] for field in pairs["description"]]),
            Section(
                _("Details"),
                [
                    pairs["signature"],
                    pairs["framing"],
                    *self._rows(("edition_number", "edition_size"), ("condition", "city")),
                    pairs["condition_note"],
                    pairs["credit_line"],
                ],
            ),
            Section(
                _("Provenance"),
                [[field] for field in pairs["provenance"]],
                _("One moment a line, the newest first: the date, a colon, what happened."),
            ),
            Section(_("Age"), self._rows(("antiquity", "antiquity_licence"))),
            Section(_("Found by"), self._rows(("subjects", "movements"))),
        ]

    def _rows(self, *lines: Iterable[str]) -> list[list[BoundField]]:
        return [[self[name] for name in line] for line in lines]


class PriceZero(SoukError):
    code = "marketplace.price_zero"
    message = _("A price is more than zero. Leave it empty for “price on request”.")


def price_or_error(form: forms.Form, typed: str, currency: str) -> Money | None:
    """None for an empty field; a refusal stands at the field, in its own words."""
    if not typed:
        return None
    try:
        price = Money.parse(typed, currency)
        if price.minor == 0:
            raise PriceZero
    except SoukError as refusal:
        form.add_error("price", ValidationError(refusal.text))
        return None
    return price


def show_refusal(form: forms.Form, refusal: FieldsInvalid) -> None:
    """What the services refused, at its field where the form has it."""
    for name, text in refusal.errors.items():
        field = name.removesuffix("_minor")
        form.add_error(field if field in form.fields else None, ValidationError(str(text)))


def initial_of(work: Artwork) -> dict[str, Any]:
    """The work as the form shows it."""
    plain = ("inventory_number", "year", "year_end", "year_circa", "category", "medium_group", "height_cm",
             "width_cm", "depth_cm", "edition_number", "edition_size", "condition", "currency", "antiquity",
             "antiquity_licence", "subjects", "movements")  # fmt: skip
    texts = [f"{name}_{code}" for name in (*LINES, *TEXTS) for code in ("ar", "en")]
    found = {name: getattr(work, name) for name in (*plain, *texts)}
    for side in ("height_cm", "width_cm", "depth_cm"):
        found[side] = None if found[side] is None else f"{found[side]:f}".removesuffix(".0")
    price = work.price
    return found | {
        "artist": work.artist_id,
        "city": work.city_id,
        "price": price.number() if price else "",
    }


def _dress(field: forms.Field, name: str) -> None:
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        return
    widget.attrs.setdefault("class", "in")
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = 6
    if name.endswith(("_ar", "_en")):
        widget.attrs |= {"lang": name[-2:], "dir": "rtl" if name.endswith("_ar") else "ltr"}
    if name == "price":
        widget.attrs |= {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
