"""What an event is, and where: the first two steps."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms.choices import zone_choices
from marketplace.models import Artist, City
from orders.models import Seller
from workshops.enums import Category, EventKind, Level, Place, TeachingLanguage
from workshops.forms.fields import LineField, StudioForm, TextField
from workshops.models import Event, Venue

MOST_BYTES = 20 * 1024 * 1024


class AboutForm(StudioForm):
    """Step one. `picture` is kept by the view, through the picture store."""

    kind = forms.ChoiceField(choices=EventKind.choices, label=_("Kind"))
    category = forms.ChoiceField(choices=Category.choices, label=_("Category"))
    title_ar = LineField(required=False, max_length=200, label=_("Title in Arabic"))
    title_en = LineField(required=False, max_length=200, label=_("Title in English"))
    summary_ar = LineField(required=False, max_length=300, label=_("In one sentence, Arabic"))
    summary_en = LineField(required=False, max_length=300, label=_("In one sentence, English"))
    description_ar = TextField(required=False, max_length=8000, label=_("Description in Arabic"))
    description_en = TextField(required=False, max_length=8000, label=_("Description in English"))
    bring_ar = TextField(required=False, max_length=2000, label=_("What to bring, Arabic"))
    bring_en = TextField(required=False, max_length=2000, label=_("What to bring, English"))
    level = forms.ChoiceField(choices=Level.choices, label=_("Level"))
    teaching_language = forms.ChoiceField(choices=TeachingLanguage.choices, label=_("Held in"))
    artist: forms.ModelChoiceField[Artist] = forms.ModelChoiceField(
        Artist.objects.none(),
        required=False,
        label=_("Instructor or speaker"),
        empty_label=_("Nobody by name"),
    )
    picture = forms.FileField(
        required=False,
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or HEIC. It stands above the page and in the list."),
    )
    lines = (
        ("title_*",),
        ("kind", "category"),
        ("summary_*",),
        ("description_*",),
        ("artist", "teaching_language"),
        ("level",),
        ("bring_*",),
        ("picture",),
    )
    wanted = ("title_ar", "title_en")
    texts = ("title", "summary", "description", "bring")
    plain = ("kind", "category", "level", "teaching_language")

    def __init__(self, *args: Any, artists: Any, event: Event | None = None, **options: Any) -> None:
        options["initial"] = (self._initial(event) if event else {}) | options.get("initial", {})
        super().__init__(*args, **options)
        self.fields["artist"].queryset = artists  # type: ignore[attr-defined]
        self.fields["picture"].widget.attrs |= {"accept": "image/*"}

    @classmethod
    def _initial(cls, event: Event) -> dict[str, Any]:
        texts = [f"{name}_{code}" for name in cls.texts for code in ("ar", "en")]
        return {name: getattr(event, name) or "" for name in (*cls.plain, *texts)} | {
            "artist": event.artist_id
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not (values.get("title_ar") or values.get("title_en")) and "title_ar" not in self.errors:
            self.add_error("title_ar", _("Enter the title in Arabic or in English."))
        picture = values.get("picture")
        if picture is not None and picture.size > MOST_BYTES:
            self.add_error("picture", _("This picture is larger than 20 MB. Choose a smaller one."))
        return values

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "picture"}


class PlaceForm(StudioForm):
    """Step two: at one of the seller's venues, or online."""

    place = forms.ChoiceField(choices=Place.choices, label=_("Where people come"))
    venue: forms.ModelChoiceField[Venue] = forms.ModelChoiceField(
        Venue.objects.none(), required=False, label=_("Venue"), empty_label=_("Choose a venue")
    )
    online_url = forms.URLField(
        required=False,
        max_length=500,
        assume_scheme="https",
        label=_("Link to join online"),
        help_text=_("Only people who registered see it, from an hour before it begins."),
        error_messages={"invalid": _("Enter the whole address, beginning with https://.")},
    )
    wanted = ("venue", "online_url")
    lines = (("place",), ("venue",), ("online_url",))

    def __init__(self, *args: Any, seller: Seller, event: Event, **options: Any) -> None:
        options["initial"] = {
            "place": event.place,
            "venue": event.venue_id,
            "online_url": event.online_url,
        } | options.get("initial", {})
        super().__init__(*args, **options)
        venues = Venue.objects.filter(seller=seller)
        chosen = venues.filter(pk=event.venue_id) if event.venue_id else venues.none()
        self.fields["venue"].queryset = (venues.filter(active=True) | chosen).distinct()  # type: ignore[attr-defined]
        self.fields["online_url"].widget.attrs |= {"dir": "ltr"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if values.get("place") == Place.ONLINE:
            values["venue"] = None
        return values


class VenueForm(StudioForm):
    """A place, without its postal address: that has a form of its own, as its country writes it."""

    name_ar = LineField(required=False, max_length=160, label=_("Name in Arabic"))
    name_en = LineField(required=False, max_length=160, label=_("Name in English"))
    city: forms.ModelChoiceField[City] = forms.ModelChoiceField(
        City.objects.none(), required=False, label=_("City in the search"), empty_label=""
    )
    time_zone = forms.ChoiceField(choices=(), label=_("Time zone of the place"))
    map_url = forms.URLField(required=False, max_length=500, assume_scheme="https", label=_("Link to a map"))
    directions_ar = TextField(required=False, max_length=1000, label=_("How to get there, Arabic"))
    directions_en = TextField(required=False, max_length=1000, label=_("How to get there, English"))
    lines = (("name_*",), ("city", "time_zone"), ("map_url",), ("directions_*",))
    wanted = ("name_ar", "name_en")
    texts = ("name", "directions")

    def __init__(
        self, *args: Any, venue: Venue | None = None, zone: str = "Asia/Riyadh", **options: Any
    ) -> None:
        if venue is not None:
            texts = [f"{name}_{code}" for name in self.texts for code in ("ar", "en")]
            options["initial"] = {name: getattr(venue, name) or "" for name in (*texts, "map_url")} | {
                "city": venue.city_id,
                "time_zone": venue.time_zone,
            }
        else:
            options["initial"] = {"time_zone": zone}
        super().__init__(*args, **options)
        self.fields["city"].queryset = City.objects.order_by("slug")  # type: ignore[attr-defined]
        zone_field: Any = self.fields["time_zone"]
        zone_field.choices = zone_choices(options["initial"]["time_zone"])
        self.fields["map_url"].widget.attrs |= {"dir": "ltr"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not (values.get("name_ar") or values.get("name_en")):
            self.add_error("name_ar", _("Enter the name in Arabic or in English."))
        return values
