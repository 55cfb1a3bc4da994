"""What officers enter about a breach."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.incidents.drafts import Words
from compliance.incidents.enums import BreachKind, DataKind, MeasureKind, PeopleKind, Risk
from compliance.incidents.models import Breach, Notice
from compliance.records.forms import Day, Number, words
from compliance.records.models import Activity
from core.digits import western

COUNTRIES: Final = {
    "SA": pgettext_lazy("country", "Saudi Arabia"),
    "BH": pgettext_lazy("country", "Bahrain"),
    "OM": pgettext_lazy("country", "Oman"),
    "QA": pgettext_lazy("country", "Qatar"),
    "AE": pgettext_lazy("country", "United Arab Emirates"),
    "KW": pgettext_lazy("country", "Kuwait"),
}
MOST: Final = 5_000  # addresses pasted at once


class Moment(forms.DateTimeField):
    """A day and an hour as the browser gives them, in the time of the site; Arabic digits too."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(widget=box, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"], **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(western(value) if isinstance(value, str) else value)


def boxes(label: Any, choices: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class OpenForm(forms.Form):
    title = forms.CharField(label=_("What is it about, in a few words?"), max_length=160)
    kind = forms.ChoiceField(label=_("What happened to the data?"), choices=BreachKind.choices)
    aware_at = Moment(label=_("When did we know? The clock runs from then"))
    happened_at = Moment(label=_("When did it happen, as far as known?"), required=False)
    countries = boxes(_("Where do the people concerned live?"), tuple(COUNTRIES.items()))
    drill = forms.BooleanField(label=_("This is a drill"), required=False)


class DescribeForm(forms.ModelForm):  # type: ignore[type-arg]
    """Parts (a) to (c), and the advice for (d)."""

    data_kinds = boxes(_("Data concerned"), DataKind.choices)
    people_kinds = boxes(_("People concerned"), PeopleKind.choices)
    people_count = Number(label=_("Number of people"), required=False, min_value=0)
    records_count = Number(label=_("Number of records"), required=False, min_value=0)
    happened_at = Moment(label=_("Happened"), required=False)
    activities = forms.ModelMultipleChoiceField(
        label=_("Processing activities"),
        queryset=Activity.objects.order_by("code"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Breach
        fields = [
            "happened_at",
            "circumstances_ar",
            "circumstances_en",
            "data_kinds",
            "people_kinds",
            "people_count",
            "count_exact",
            "records_count",
            "activities",
            "risks_ar",
            "risks_en",
            "measures_ar",
            "measures_en",
            "advice_ar",
            "advice_en",
            "other_reports",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activities"].label_from_instance = lambda activity: activity.title  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs |= {"rows": 4, "dir": "auto"}
                if name.endswith(("_ar", "_en")):
                    field.widget.attrs["lang"] = name[-2:]

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "activities"}


class AssessForm(forms.Form):
    risk = forms.ChoiceField(label=_("Risk for the people"), choices=Risk.choices)
    report_needed = forms.BooleanField(label=_("The authority must be told"), required=False, initial=True)
    tell_subjects = forms.BooleanField(label=_("The people concerned are told"), required=False, initial=True)
    reason = words(_("Why; needed when somebody is not told"), longest=2_000)


class ReportForm(forms.Form):
    at = Moment(label=_("When did the report go out? Empty means now"), required=False)
    reference = forms.CharField(label=_("The authority's reference"), required=False, max_length=80)
    delay_reason = words(_("Why it is late, or which parts follow later and why"), longest=2_000)


class CloseForm(forms.Form):
    conclusions = words(_("What we learnt, and what stays to be done"), required=True, longest=4_000)


class NoticeForm(forms.Form):
    """Both languages of one notice."""

    subject_ar = forms.CharField(label=_("Subject line in Arabic"), max_length=150)
    body_ar = words(_("Text in Arabic"), required=True, rows=12, longest=12_000)
    subject_en = forms.CharField(label=_("Subject line in English"), max_length=150)
    body_en = words(_("Text in English"), required=True, rows=12, longest=12_000)

    def __init__(self, *args: Any, notice: Notice | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs |= {"lang": name[-2:], "dir": "rtl" if name.endswith("_ar") else "ltr"}
            if notice is not None:
                self.initial.setdefault(name, getattr(notice, name))

    @property
    def words(self) -> Words:
        return Words(**self.cleaned_data)


class RecipientsForm(forms.Form):
    affected = forms.BooleanField(
        label=_("Everybody of whom the linked activities hold records"), required=False
    )
    addresses = words(_("E-mail addresses, one on a line"), rows=5, longest=400_000)
    language = forms.ChoiceField(
        label=_("Language of those without an account"), choices=[("ar", _("Arabic")), ("en", _("English"))]
    )

    def clean_addresses(self) -> list[str]:
        """Each line one address; a wrong one is named."""
        found = list(
            dict.fromkeys(part for part in re.split(r"[\s,;،]+", self.cleaned_data["addresses"]) if part)
        )
        if len(found) > MOST:
            raise ValidationError(_("Enter up to %(limit)s addresses at once."), params={"limit": MOST})
        for address in found:
            try:
                validate_email(address)
            except ValidationError as error:
                raise ValidationError(
                    _("“%(address)s” is no e-mail address."), params={"address": address[:80]}
                ) from error
        return found


class EvidenceForm(forms.Form):
    file = forms.FileField(label=_("File"))
    note = forms.CharField(label=_("What it shows"), required=False, max_length=300)


class MeasureForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=MeasureKind.choices)
    text = forms.CharField(label=_("What is done"), max_length=500)
    due_on = Day(label=_("To be done by"))


class NoteForm(forms.Form):
    text = words(_("Note"), required=True, longest=2_000)
