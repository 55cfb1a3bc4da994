"""What the privacy office fills in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from compliance.records import questions, template
from compliance.records.enums import AssessmentKind, Clause, Outcome, Safeguard, TransferPurpose, Trigger
from compliance.records.models import Activity, Assessment, Processor
from compliance.records.template import Column, Kind
from core.digits import western

Label = Any  # a text or a lazy one: the stubs of forms know no Promise
LONG = ("description", "people")
YES_NO: list[tuple[str, Label]] = [
    ("", _("Not answered yet")),
    ("yes", pgettext_lazy("register", "Yes")),
    ("no", pgettext_lazy("register", "No")),
]


class Number(forms.IntegerField):
    """Takes Arabic digits too."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(western(value) if isinstance(value, str) else value)


class Day(forms.DateField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(western(value) if isinstance(value, str) else value)


def words(label: Label, *, required: bool = False, rows: int = 3, longest: int = 3_000) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=longest, widget=area)


def yes_no(label: Label) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=YES_NO, required=False, coerce=lambda value: value == "yes", empty_value=None
    )


def told(value: Any) -> Any:
    """A stored answer as a choice of `yes_no`."""
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else value


def _label(column: Column) -> Label:
    return column.title


class ActivityForm(forms.Form):
    """The staff's columns of the template; texts in both languages."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in template.ASKED:
            self._add(column, activity.answers.get(column.code))
        self.fields["note"] = forms.CharField(
            label=_("What was changed, and why"), required=False, max_length=300
        )
        self.initial.setdefault("seen", activity.number)

    def _add(self, column: Column, known: Any) -> None:
        if column.kind is Kind.YES_NO:
            self.fields[column.code] = yes_no(_label(column))
            self.initial.setdefault(column.code, told(known))
        elif column.kind is Kind.NUMBER:
            self.fields[column.code] = Number(label=_label(column), required=False, min_value=0)
            self.initial.setdefault(column.code, known)
        else:
            for language, where in (("ar", _("in Arabic")), ("en", _("in English"))):
                name = f"{column.code}_{language}"
                self.fields[name] = words(
                    f"{column.title} ({where})", rows=3 if column.code in LONG else 2, longest=1_500
                )
                self.fields[name].widget.attrs |= {"lang": language}
                self.initial.setdefault(name, (known or {}).get(language, ""))

    @property
    def answers(self) -> dict[str, Any]:
        """By column code, as `Activity.answers` keeps them; what is empty is left out."""
        found: dict[str, Any] = {}
        for column in template.ASKED:
            if column.kind is Kind.TEXT:
                both = {code: self.cleaned_data[f"{column.code}_{code}"] for code in ("ar", "en")}
                value: Any = both if any(both.values()) else None
            else:
                value = self.cleaned_data[column.code]
            if value is not None:
                found[column.code] = value
        return found


class ProcessorForm(forms.Form):
    """What the settings cannot know."""

    contract_reference = forms.CharField(label=_("Contract"), required=False, max_length=120)
    contract_date = Day(label=_("Contract signed on"))
    clauses = forms.MultipleChoiceField(
        label=_("What the contract holds"),
        choices=Clause.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    contact_email = forms.EmailField(label=_("Address for privacy matters"), required=False)
    sub_processors = words(_("Sub-processors"), longest=2_000)
    review_on = Day(label=_("Review due on"))
    purpose = forms.ChoiceField(label=_("Purpose of the transfer"), choices=TransferPurpose.choices)
    safeguard = forms.ChoiceField(label=_("Safeguard"), choices=Safeguard.choices)
    continuous = forms.BooleanField(label=_("Continuous or on a large scale"), required=False)
    risk_note = words(_("Risks that were weighed"), longest=2_000)
    assessed_on = Day(label=_("Risks assessed on"))

    TRANSFER = ("purpose", "safeguard", "continuous", "risk_note", "assessed_on")

    def __init__(self, *args: Any, party: Processor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = getattr(party, "transfer", None)
        for name in list(self.fields):
            if name not in self.TRANSFER:
                self.initial.setdefault(name, getattr(party, name))
            elif party.abroad:
                self.initial.setdefault(name, getattr(found, name, None))
            else:
                del self.fields[name]

    @property
    def own(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in self.TRANSFER}

    @property
    def transfer(self) -> dict[str, Any] | None:
        return {name: self.cleaned_data[name] for name in self.TRANSFER if name in self.cleaned_data} or None


class NewAssessmentForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=AssessmentKind.choices)
    title = forms.CharField(label=_("What is it about?"), max_length=200)
    activity = forms.ModelChoiceField(
        label=_("Processing activity"), queryset=Activity.objects.order_by("code"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].label_from_instance = lambda activity: activity.title  # type: ignore[attr-defined]


class AssessmentForm(forms.Form):
    """The questions of the kind, each with its article."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", assessment.version)
        if assessment.kind == AssessmentKind.IMPACT:
            self.fields["triggers"] = forms.MultipleChoiceField(
                label=_("Why an impact assessment is necessary"),
                choices=Trigger.choices,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.initial.setdefault("triggers", assessment.triggers)
        for question in questions.QUESTIONS[assessment.kind]:
            self.fields[question.code] = (
                yes_no(question.text) if question.yes_no else words(question.text, rows=4)
            )
            self.fields[question.code].help_text = gettext("Implementing Regulation, Article %(article)s") % {
                "article": question.article
            }
            known = assessment.answers.get(question.code)
            self.initial.setdefault(question.code, told(known) if question.yes_no else known)

    @property
    def answers(self) -> dict[str, Any]:
        kept = {"seen", "triggers"}
        return {
            name: value for name, value in self.cleaned_data.items() if name not in kept and value is not None
        }


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices)
    note = forms.CharField(label=_("Remark"), required=False, max_length=300)
