"""The forms of registrations. What is decided about them stands in `checking`; forms show it at the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.digits import western
from core.errors import SoukError
from workshops.booking import checking
from workshops.booking.models.registration import MOST_SEATS
from workshops.booking.picks import Attendee, Pick
from workshops.enums import QuestionKind
from workshops.models import Event, Question, TicketType

SEATS = "seats-"
LIST = 0
"""`seats-7=2` asks for two seats of ticket type 7, `seats-0=2` for two places on a free event's list."""
LONGEST_KEY, LONGEST_COUNT = 9, 3
TEXT = {"class": "in", "dir": "auto"}


def wanted(data: QueryDict | Mapping[str, Any]) -> dict[int | None, int]:
    """The seats that an address or a form asks for, by kind; nonsense counts as none."""
    found: dict[int | None, int] = {}
    for name in data:
        kind = name.removeprefix(SEATS)
        if name.startswith(SEATS) and kind.isascii() and kind.isdigit() and len(kind) <= LONGEST_KEY:
            count = _whole(str(data[name]))
            if count:
                found[int(kind) or None] = min(count, MOST_SEATS + 1)
    return found


def asked(counts: Mapping[int | None, int]) -> list[tuple[str, int]]:
    """The other way: names and values for an address or hidden fields."""
    return [(f"{SEATS}{kind or LIST}", count) for kind, count in counts.items()]


def _whole(text: str) -> int:
    plain = western(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= LONGEST_COUNT else 0


def question_field(question: Question) -> forms.Field:
    needed = {"required": _("Answer this question.")}
    label, required = str(question), question.required
    if question.kind == QuestionKind.CHOICE:
        choices = [("", _("Choose")), *((one, one) for one in question.options)]
        widget = forms.Select(attrs={"class": "in"})
        return forms.ChoiceField(
            label=label, required=required, choices=choices, widget=widget, error_messages=needed
        )
    if question.kind == QuestionKind.YES_NO:
        choices = [("", _("Choose")), (checking.YES, _("Yes")), (checking.NO, _("No"))]
        widget = forms.Select(attrs={"class": "in"})
        return forms.ChoiceField(
            label=label, required=required, choices=choices, widget=widget, error_messages=needed
        )
    return forms.CharField(
        label=label,
        required=required,
        max_length=checking.LONGEST_ANSWER,
        widget=forms.TextInput(attrs=TEXT),
        error_messages=needed,
    )


class Asking(forms.Form):
    """A form with the organiser's questions in it."""

    def __init__(self, *args: Any, event: Event, per_seat: bool, asks: bool = True, **options: Any) -> None:
        super().__init__(*args, **options)
        self.event = event
        found = event.questions.all() if asks else ()
        self.questions = [one for one in found if one.active and one.per_seat == per_seat]
        for question in self.questions:
            self.fields[f"q-{question.pk}"] = question_field(question)

    def asked(self) -> Iterator[BoundField]:
        """The questions' fields, for the template."""
        for question in self.questions:
            yield self[f"q-{question.pk}"]

    @property
    def answers(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data.get(f"q-{one.pk}", "") for one in self.questions}


class AttendeeForm(Asking):
    """Who sits on one seat."""

    name = forms.CharField(
        label=_("Name"),
        max_length=checking.LONGEST_NAME,
        widget=forms.TextInput(attrs={**TEXT, "autocomplete": "off"}),
        error_messages={"required": _("Enter the name of who comes.")},
    )
    email = forms.EmailField(
        label=_("E-mail address, if you like"),
        required=False,
        widget=forms.EmailInput(attrs={"class": "in", "dir": "ltr", "autocomplete": "off"}),
    )
    minor = forms.BooleanField(required=False)
    guardian_name = forms.CharField(
        label=_("Guardian's name"),
        required=False,
        max_length=checking.LONGEST_NAME,
        widget=forms.TextInput(attrs={**TEXT, "autocomplete": "off"}),
    )
    guardian_agrees = forms.BooleanField(
        label=_("I am the guardian, or the guardian has agreed that this person comes."), required=False
    )

    def __init__(
        self, *args: Any, event: Event, kind: TicketType | None = None, number: int = 1, **options: Any
    ) -> None:
        super().__init__(*args, event=event, per_seat=True, **options)
        self.kind, self.number = kind, number
        if event.guardian_below:
            self.fields["minor"].label = _("Younger than %(age)s") % {"age": event.guardian_below}
        else:
            for name in ("minor", "guardian_name", "guardian_agrees"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("minor"):
            if not given.get("guardian_name"):
                self.add_error("guardian_name", _("Name the guardian."))
            if not given.get("guardian_agrees"):
                self.add_error("guardian_agrees", _("The guardian must agree."))
        return given

    @property
    def attendee(self) -> Attendee:
        given = self.cleaned_data
        return Attendee(
            name=given["name"],
            email=given.get("email", ""),
            minor=bool(given.get("minor")),
            guardian_name=given.get("guardian_name", ""),
            guardian_agrees=bool(given.get("guardian_agrees")),
            answers=self.answers,
        )


class OrderForm(Asking):
    """What is asked once a registration: questions, and that nobody is too young."""

    old_enough = forms.BooleanField(error_messages={"required": _("Confirm the age.")})

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, event=event, per_seat=False, **options)
        if event.min_age:
            self.fields["old_enough"].label = _("Everybody who comes is at least %(age)s years old.") % {
                "age": event.min_age
            }
        else:
            del self.fields["old_enough"]

    @property
    def old_enough_said(self) -> bool:
        return bool(self.cleaned_data.get("old_enough"))


class RegisterForm:
    """The whole page: one part for each seat, one for all of them."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        event: Event,
        counts: Mapping[int | None, int],
        kinds: Mapping[int, TicketType],
        by: User,
    ) -> None:
        self.counts = counts
        seats = [kind for kind, count in counts.items() for _seat in range(count)]
        own = {"name": by.get_full_name(), "email": by.email}
        self.seats = [
            AttendeeForm(
                data,
                prefix=f"seat{number}",
                event=event,
                kind=kinds.get(kind or LIST),
                number=number,
                initial=own if number == 1 else {},
            )
            for number, kind in enumerate(seats, start=1)
        ]
        self.order = OrderForm(data, prefix="all", event=event)
        self.refusals: list[str] = []

    @property
    def parts(self) -> Sequence[forms.Form]:
        return (*self.seats, self.order)

    def is_valid(self) -> bool:
        """Every part is looked at, so that everything that is wrong is said at once."""
        return not [part for part in self.parts if not part.is_valid()]

    def refuse(self, error: SoukError) -> None:
        self.refusals.append(error.text)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """For the summary above the form: where it is, and what."""
        found = [("main", text) for text in self.refusals]
        for part in self.parts:
            for name, texts in part.errors.items():
                found += [(part[name].id_for_label, str(text)) for text in texts]
        return found

    @property
    def picks(self) -> list[Pick]:
        rest = iter(self.seats)
        return [
            Pick(kind, [next(rest).attendee for _seat in range(count)]) for kind, count in self.counts.items()
        ]


class TransferForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail address of the person who shall have it"),
        widget=forms.EmailInput(attrs={"class": "in", "dir": "ltr", "autocomplete": "off"}),
        error_messages={
            "required": _("Enter the e-mail address."),
            "invalid": _("This is no e-mail address."),
        },
    )


class WaitingForm(forms.Form):
    """How many seats, of which kind."""

    ticket_type: forms.ModelChoiceField[TicketType] = forms.ModelChoiceField(
        label=_("Kind of ticket"),
        queryset=TicketType.objects.none(),
        required=False,
        empty_label=_("Any kind"),
        widget=forms.Select(attrs={"class": "in"}),
    )
    seats = forms.CharField(
        label=_("Seats"),
        initial="1",
        widget=forms.TextInput(attrs={"class": "in", "inputmode": "numeric", "dir": "ltr"}),
    )

    def __init__(self, *args: Any, event: Event, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = event.ticket_types.filter(active=True)
        if event.is_free or not kinds:
            del self.fields["ticket_type"]
        else:
            field = self.fields["ticket_type"]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  declared above
            field.queryset = kinds

    def clean_seats(self) -> int:
        count = _whole(self.cleaned_data["seats"])
        if not count:
            raise forms.ValidationError(_("Write how many seats you want, as a number."))
        return count
