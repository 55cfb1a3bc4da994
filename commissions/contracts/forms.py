"""What the two sides and staff fill in. Amounts are typed in either script and become minor units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from commissions.contracts.enums import Decision, DisputeReason
from commissions.contracts.models import Milestone
from commissions.contracts.terms import Part, Terms, Two
from commissions.enums import Licence
from core.bidi import clean_line, clean_text
from core.errors import SoukError
from core.money import Money

MOST_PARTS = 20


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Several pictures at once; what they are is looked into by `pictures`."""

    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(self.error_messages["required"])
        check = super().clean
        return [check(one, initial) for one in given]


def _words(label: Any, *, required: bool, rows: int = 4, limit: int = 3_000) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=limit, widget=widget)


def _pictures(label: Any, *, required: bool) -> PicturesField:
    hint = _("JPEG, PNG or WebP, up to 25 MB each.")
    return PicturesField(label=label, required=required, help_text=hint)


class AcceptForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("I have read this version and accept it."),
        error_messages={"required": _("Tick the box if you accept this version.")},
    )


class DeclineForm(forms.Form):
    note = _words(_("Why not?"), required=False, rows=3, limit=2_000)


class EndForm(forms.Form):
    seen = forms.CharField(widget=forms.HiddenInput, max_length=16)
    note = _words(_("A word to the other side"), required=False, rows=3, limit=2_000)
    sure = forms.BooleanField(
        label=_("I end the contract, and the money divides as shown."),
        error_messages={"required": _("Tick the box if you want to end the contract.")},
    )


class SubmitForm(forms.Form):
    pictures = _pictures(_("Pictures of the work"), required=True)
    text = _words(_("A word about it"), required=False)


class ReviseForm(forms.Form):
    text = _words(_("What should be otherwise?"), required=True)


class DisputeForm(forms.Form):
    reason = forms.ChoiceField(label=_("What is the dispute about?"), choices=DisputeReason.choices)
    text = _words(_("What happened?"), required=True, rows=6)
    pictures = _pictures(_("Pictures that show it"), required=False)


class EvidenceForm(forms.Form):
    text = _words(_("What you want to say"), required=False, rows=5)
    pictures = _pictures(_("Pictures that show it"), required=False)


class Amount(forms.CharField):
    """In a currency; `clean` gives minor units, None where it is left empty."""

    def __init__(self, *, currency: str, **options: Any) -> None:
        super().__init__(
            max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}), **options
        )
        self.currency = currency

    def clean(self, value: Any) -> int | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return Money.parse(typed, self.currency).minor
        except SoukError as error:
            raise forms.ValidationError(error.text) from error


class DecideForm(forms.Form):
    """One amount for each milestone whose money stands still."""

    decision = forms.ChoiceField(label=_("Decision"), choices=Decision.choices)
    note = _words(_("Reasons, for both sides"), required=True, rows=6)

    def __init__(self, *args: Any, held: Sequence[Milestone], **options: Any) -> None:
        super().__init__(*args, **options)
        self.held = held
        for row in held:
            left = row.order.left if row.order else 0
            self.fields[f"back_{row.position}"] = Amount(
                label=_("Goes back of milestone %(place)s") % {"place": row.position},
                currency=row.contract.currency,
                required=False,
                help_text=_("At most %(most)s. Empty means nothing.")
                % {"most": Money(left, row.contract.currency).text()},
            )

    @property
    def amounts(self) -> list[forms.BoundField]:
        return [self[f"back_{row.position}"] for row in self.held]

    @property
    def back(self) -> dict[int, int]:
        return {row.position: self.cleaned_data.get(f"back_{row.position}") or 0 for row in self.held}


class TermsForm(forms.Form):
    revisions = forms.IntegerField(label=_("Revisions of each milestone"), min_value=0, max_value=10)
    licence = forms.ChoiceField(label=_("Licence"), choices=Licence.choices)
    note = _words(_("What changes, and why"), required=True, rows=3, limit=1_000)


class PartForm(forms.Form):
    title_ar = forms.CharField(
        label=_("Title in Arabic"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "rtl"}),
    )
    title_en = forms.CharField(
        label=_("Title in English"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    deliverable_ar = _words(_("What is handed over, in Arabic"), required=False, rows=2, limit=500)
    deliverable_en = _words(_("What is handed over, in English"), required=False, rows=2, limit=500)
    due_on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"] = Amount(label=_("Amount with VAT"), currency=currency)

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if not (found.get("title_ar", "").strip() or found.get("title_en", "").strip()):
            self.add_error("title_ar", _("Give the milestone a title in one of the languages."))
        return found

    @property
    def part(self) -> Part:
        found = self.cleaned_data
        return Part(
            Two(*(clean_line(found[f"title_{code}"]) for code in ("ar", "en"))),
            Two(*(clean_text(found[f"deliverable_{code}"]) for code in ("ar", "en"))),
            found["amount"],
            found["due_on"],
        )


class PartsFormSet(BaseFormSet):  # type: ignore[type-arg]
    """The milestones in their order; what is left empty or ticked for removal falls away."""

    @property
    def parts(self) -> tuple[Part, ...]:
        kept = (form for form in self.forms if form.has_changed() or form.initial)
        return tuple(form.part for form in kept if not form.cleaned_data.get("DELETE"))


PARTS = formset_factory(
    PartForm, formset=PartsFormSet, extra=1, max_num=MOST_PARTS, absolute_max=MOST_PARTS, can_delete=True
)


def initial_parts(agreed: Terms) -> list[dict[str, Any]]:
    """The milestones as they stand, for the form."""
    return [
        {
            "title_ar": part.title.ar,
            "title_en": part.title.en,
            "deliverable_ar": part.deliverable.ar,
            "deliverable_en": part.deliverable.en,
            "amount": Money(part.amount, agreed.currency).number("en"),
            "due_on": part.due_on,
        }
        for part in agreed.parts
    ]
