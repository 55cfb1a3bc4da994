"""How people get in: admission, tickets, questions, and calling off."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import EXPONENTS, Money
from workshops.enums import Admission, Policy, QuestionKind, TicketKind
from workshops.forms.fields import (
    DayField,
    DigitsField,
    LineField,
    StudioForm,
    TextField,
    amount_field,
    first_of_day,
)
from workshops.models import Event, Question, TicketType
from workshops.models.event import FULL_AGE, MOST_GUESTS, OLDEST
from workshops.models.ticket import MOST_AT_ONCE

DAY = timedelta(days=1)


class TermsForm(StudioForm):
    """Free or with tickets, for whom, and what goes back to who cancels."""

    admission = forms.ChoiceField(
        choices=Admission.choices, label=pgettext_lazy("free or with tickets", "Admission")
    )
    plus_ones = DigitsField(
        required=False, min_value=0, max_value=MOST_GUESTS, label=_("Guests that each may bring"),
        help_text=_("For free ones: nine at most."),
    )  # fmt: skip
    currency = forms.ChoiceField(choices=[(code, code) for code in EXPONENTS], label=_("Currency"))
    materials_fee = amount_field(
        required=False,
        label=_("Materials fee for each seat"),
        help_text=_("Added to the price of each ticket."),
    )
    min_age = DigitsField(required=False, min_value=0, max_value=OLDEST, label=_("Least age"))
    guardian_below = DigitsField(
        required=False, min_value=1, max_value=FULL_AGE, label=_("A guardian must agree below the age of")
    )
    policy = forms.ChoiceField(
        choices=(
            (Policy.FLEXIBLE, _("Flexible: everything back until 24 hours before")),
            (Policy.MODERATE, _("Moderate: everything back until 7 days before, half until 48 hours")),
            (Policy.STRICT, _("Strict: everything back until 14 days before, half until 7 days")),
        ),
        label=_("When somebody cancels"),
        help_text=_("Whatever you choose, the law gives everything back within seven days of booking."),
    )
    lines = (
        ("admission", "plus_ones"),
        ("currency", "materials_fee"),
        ("min_age", "guardian_below"),
        ("policy",),
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        fee = event.materials_fee
        options["initial"] = {
            "admission": event.admission,
            "plus_ones": event.plus_ones or None,
            "currency": event.currency,
            "materials_fee": fee.number("en") if fee.minor else "",
            "min_age": event.min_age,
            "guardian_below": event.guardian_below,
            "policy": event.policy,
        }
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        fee = self.money("materials_fee", values.get("currency") or "SAR")
        self.fee = fee.minor if fee else 0
        return values

    def values(self) -> dict[str, Any]:
        plain = {name: value for name, value in self.cleaned_data.items() if name != "materials_fee"}
        return plain | {"plus_ones": plain["plus_ones"] or 0, "materials_fee_minor": self.fee}


class TicketForm(StudioForm):
    """One ticket type; the price is in the event's currency."""

    kind = forms.ChoiceField(choices=TicketKind.choices, label=_("Kind"))
    price = amount_field(required=False, label=_("Price with VAT"))
    name_ar = LineField(required=False, max_length=120, label=_("Name in Arabic"))
    name_en = LineField(required=False, max_length=120, label=_("Name in English"))
    limit = DigitsField(
        required=False,
        min_value=0,
        max_value=100_000,
        label=_("At most of each date"),
        help_text=_("Empty: as many as there are seats."),
    )
    min_quantity = DigitsField(
        required=False,
        min_value=1,
        max_value=MOST_AT_ONCE,
        label=_("At least at once"),
        help_text=_("For groups."),
    )
    max_quantity = DigitsField(
        required=False, min_value=1, max_value=MOST_AT_ONCE, label=_("At most at once")
    )
    sale_from = DayField(required=False, label=_("Sold from the day"))
    sale_until = DayField(required=False, label=_("Sold until the day"), help_text=_("The day counts."))
    note_ar = LineField(required=False, max_length=300, label=_("Note in Arabic"))
    note_en = LineField(required=False, max_length=300, label=_("Note in English"))
    active = forms.BooleanField(required=False, initial=True, label=_("Offered"))
    wanted = ("price", "name_ar", "name_en")
    lines = (
        ("name_*",),
        ("kind", "price"),
        ("limit", "min_quantity", "max_quantity"),
        ("sale_from", "sale_until"),
        ("note_*",),
        ("active",),
    )

    def __init__(
        self,
        *args: Any,
        event: Event,
        kind: TicketType | None = None,
        limit: int | None = None,
        **options: Any,
    ) -> None:
        self.event = event
        self.zone = ZoneInfo(event.venue.time_zone if event.venue else "Asia/Riyadh")
        self.amount: Money | None = None
        if kind is not None:
            options["initial"] = self._initial(kind, limit)
        super().__init__(*args, **options)

    def _initial(self, kind: TicketType, limit: int | None) -> dict[str, Any]:
        same = ("kind", "name_ar", "name_en", "note_ar", "note_en", "min_quantity", "max_quantity", "active")
        return {name: getattr(kind, name) for name in same} | {
            "limit": limit,
            "price": Money(kind.price_minor, self.event.currency).number("en"),
            "sale_from": self._day(kind.sale_from),
            "sale_until": self._day(kind.sale_until and kind.sale_until - DAY),
        }

    def _day(self, moment: datetime | None) -> Any:
        return moment.astimezone(self.zone).date() if moment else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self.amount = self.money("price", self.event.currency, required=True)
        if not (values.get("name_ar") or values.get("name_en")):
            self.add_error("name_ar", _("Enter the name in Arabic or in English."))
        return values

    def values(self) -> dict[str, Any]:
        """For the service; the last day of the sale counts, so the sale ends when the next one begins."""
        typed = self.cleaned_data
        until = typed["sale_until"]
        same = ("kind", "name_ar", "name_en", "note_ar", "note_en", "active", "limit")
        return {name: typed[name] for name in same} | {
            "price_minor": self.amount.minor if self.amount else 0,
            "min_quantity": typed["min_quantity"] or 1,
            "max_quantity": typed["max_quantity"] or max(10, typed["min_quantity"] or 1),
            "sale_from": first_of_day(typed["sale_from"], self.zone),
            "sale_until": first_of_day(until + DAY if until else None, self.zone),
        }


class QuestionForm(StudioForm):
    text_ar = LineField(required=False, max_length=300, label=_("Question in Arabic"))
    text_en = LineField(required=False, max_length=300, label=_("Question in English"))
    kind = forms.ChoiceField(choices=QuestionKind.choices, label=_("Kind of answer"))
    choices_ar = TextField(required=False, max_length=2000, label=_("Answers in Arabic, one a line"))
    choices_en = TextField(required=False, max_length=2000, label=_("Answers in English, one a line"))
    required = forms.BooleanField(required=False, label=_("It must be answered"))
    per_seat = forms.BooleanField(required=False, label=_("Ask it for each person, not once"))
    active = forms.BooleanField(required=False, initial=True, label=_("Asked"))
    wanted = ("text_ar", "text_en")
    lines = (("text_*",), ("kind",), ("choices_*",), ("required",), ("per_seat",), ("active",))

    def __init__(self, *args: Any, question: Question | None = None, **options: Any) -> None:
        if question is not None:
            options["initial"] = {name: getattr(question, name) for name in self.base_fields}
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if not (values.get("text_ar") or values.get("text_en")):
            self.add_error("text_ar", _("Enter the question in Arabic or in English."))
        return values


class CancelForm(StudioForm):
    reason = LineField(
        max_length=500,
        label=_("Why? Everybody who registered will read it."),
        error_messages={"required": _("Say why, in a sentence: everybody who registered will read it.")},
    )
    lines = (("reason",),)

    def __init__(self, *args: Any, needed: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = needed
        self.fields["reason"].widget.attrs |= {"dir": "auto"}
