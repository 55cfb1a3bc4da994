"""When it takes place: the sessions of a run, and how a series recurs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.forms.choices import zone_choices
from workshops.forms.fields import ClockField, DayField, DigitsField, LineField, StudioForm
from workshops.models import Run
from workshops.recurrence import MOST, Frequency, Rule, Slot
from workshops.services.runs import MOST_SESSIONS, Planned

ONCE = ""
# In the order of a Gulf week; the values are Python's.
WEEKDAYS = (
    (6, _("Sunday")),
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
)
HOUR = timedelta(hours=1)


class SessionForm(StudioForm):
    """One date. An end that is not after the beginning is on the next morning."""

    day = DayField(required=False, label=_("Day"))
    start = ClockField(required=False, label=pgettext_lazy("of a session", "From"))
    end = ClockField(required=False, label=pgettext_lazy("of a session", "Until"))
    topic_ar = LineField(required=False, max_length=200, label=_("Topic in Arabic"))
    topic_en = LineField(required=False, max_length=200, label=_("Topic in English"))
    wanted = ("day", "start", "end")
    lines = (("day", "start", "end"), ("topic_*",))

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.is_blank:
            return values
        for name, text in (
            ("day", _("Enter the day.")),
            ("start", _("Enter when it begins.")),
            ("end", _("Enter when it ends.")),
        ):
            if name not in self.errors and values.get(name) is None:
                self.add_error(name, text)
        if values.get("start") is not None and values.get("start") == values.get("end"):
            self.add_error("end", _("It ends after it begins."))
        return values

    @property
    def is_blank(self) -> bool:
        """A row without a day and hours is no session, whatever its topic says."""
        typed = (self.data.get(self.add_prefix(name)) for name in ("day", "start", "end"))
        return not any(typed)

    def planned(self) -> Planned:
        values = self.cleaned_data
        return Planned(slot_from(values["day"], values["start"], values["end"]), *self._topics())

    def _topics(self) -> tuple[str, str]:
        return self.cleaned_data.get("topic_ar") or "", self.cleaned_data.get("topic_en") or ""


SessionRows = forms.formset_factory(SessionForm, extra=1, max_num=MOST_SESSIONS, absolute_max=MOST_SESSIONS)


def slot_from(day: date, start: time, end: time) -> Slot:
    begin, finish = datetime.combine(day, start), datetime.combine(day, end)
    return Slot(begin, finish if finish > begin else finish + timedelta(days=1))


def rows_of(run: Run) -> list[dict[str, Any]]:
    """A run's sessions as the rows show them."""
    return [
        {
            "day": one.wall_start.date(),
            "start": one.wall_start.time(),
            "end": one.wall_end.time(),
            "topic_ar": one.topic_ar or "",
            "topic_en": one.topic_en or "",
        }
        for one in run.sessions.order_by("position")
    ]


def plan_of(rows: Sequence[SessionForm]) -> list[Planned]:
    """The rows are valid."""
    return [row.planned() for row in rows if not row.is_blank]


class RunForm(StudioForm):
    """Seats and registration of a run."""

    capacity = DigitsField(min_value=1, max_value=100_000, label=_("Seats"))
    time_zone = forms.ChoiceField(choices=(), label=_("Time zone of the hours"))
    closes_hours = DigitsField(
        required=False,
        min_value=0,
        max_value=24 * 60,
        label=_("Registration closes, hours before"),
        help_text=_("Empty: when it begins."),
    )
    waiting_list = forms.BooleanField(
        required=False, initial=True, label=_("Keep a waiting list when it is full")
    )
    label_ar = LineField(required=False, max_length=120, label=_("Name of this run, Arabic"))
    label_en = LineField(required=False, max_length=120, label=_("Name of this run, English"))
    lines = (("capacity", "time_zone"), ("closes_hours",), ("waiting_list",), ("label_*",))

    def __init__(self, *args: Any, run: Run | None = None, zone: str, **options: Any) -> None:
        if run is not None:
            options["initial"] = options.get("initial") or self._initial(run)
        super().__init__(*args, **options)
        zone_field: Any = self.fields["time_zone"]
        zone_field.choices = zone_choices(zone)
        zone_field.initial = zone

    @staticmethod
    def _initial(run: Run) -> dict[str, Any]:
        ahead = run.starts_at - run.closes_at if run.closes_at else None
        return {
            "capacity": run.capacity,
            "time_zone": run.time_zone,
            "closes_hours": int(ahead / HOUR) if ahead else None,
            "waiting_list": run.waiting_list,
            "label_ar": run.label_ar or "",
            "label_en": run.label_en or "",
        }

    @property
    def closes_before(self) -> timedelta | None:
        hours = self.cleaned_data.get("closes_hours")
        return None if not hours else hours * HOUR

    def plain(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("waiting_list", "label_ar", "label_en")}


class NewRunForm(RunForm):
    """The same, and whether it recurs: then each time is a run of its own."""

    repeat = forms.ChoiceField(
        required=False,
        label=_("Does it recur?"),
        choices=(
            (ONCE, _("No: all the dates above belong together")),
            (Frequency.DAILY, _("Every day, each a date of its own")),
            (Frequency.WEEKLY, _("Every week, each a date of its own")),
            (Frequency.MONTHLY, _("Every month, on the same day")),
            (Frequency.MONTHLY_WEEKDAY, _("Every month, on the same weekday")),
        ),
    )
    interval = DigitsField(
        required=False,
        min_value=1,
        max_value=12,
        label=_("Every how many"),
        help_text=_("2: every second one."),
    )
    weekdays = forms.TypedMultipleChoiceField(
        required=False,
        coerce=int,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        label=_("On these days of the week"),
    )
    count = DigitsField(required=False, min_value=1, max_value=MOST, label=_("How many times"))
    until = DayField(required=False, label=_("Or until the day"))
    wanted = ("repeat", "count", "until")
    series: ClassVar[tuple[tuple[str, ...], ...]] = (("repeat", "interval"), ("count", "until"))

    @property
    def series_rows(self) -> list[list[forms.BoundField]]:
        return [[self[name] for name in line] for line in self.series]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        recurs = values.get("repeat")
        if recurs and not (
            values.get("count") or values.get("until") or self.errors.keys() & {"count", "until"}
        ):
            self.add_error("count", _("Say how many times, or until which day."))
        return values

    def rule(self) -> Rule | None:
        values = self.cleaned_data
        if not values.get("repeat"):
            return None
        return Rule(
            Frequency(values["repeat"]),
            interval=values.get("interval") or 1,
            weekdays=frozenset(values.get("weekdays") or ()),
            count=values.get("count"),
            until=values.get("until"),
        )
