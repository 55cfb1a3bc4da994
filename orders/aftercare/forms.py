"""What the two sides and staff fill in. Each form knows the case, and turns amounts into minor units."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import SoukError
from core.money import Money
from orders.aftercare.enums import CASE_OPEN, CaseKind, CaseState, RefusalReason, ReturnCost
from orders.aftercare.models import Case
from orders.aftercare.services.talking import MAX_PHOTOS
from orders.delivery import carriers
from orders.models import OrderLine


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several pictures at once; what they are is looked into by `photos.read`."""

    widget = ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MAX_PHOTOS:
            raise forms.ValidationError(_("Choose up to %(limit)s photos."), params={"limit": MAX_PHOTOS})
        check = super().clean
        return [check(one, initial) for one in given]


def _words(label: Any, *, required: bool, rows: int = 4, limit: int = 2_000) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=limit, widget=widget)


def _photos() -> PhotosField:
    return PhotosField(label=_("Photos"), required=False, help_text=_("JPEG, PNG or WebP, up to 12 MB each."))


class OpenForm(forms.Form):
    kind = forms.ChoiceField(label=_("What happened?"), choices=CaseKind.choices)
    lines = forms.TypedMultipleChoiceField(label=_("What is it about?"), coerce=int)
    explanation = _words(_("Tell us more"), required=False, rows=5, limit=3_000)
    photos = _photos()

    def __init__(
        self, *args: Any, lines: Iterable[OrderLine], kinds: Iterable[CaseKind], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = [(line.pk, line.description) for line in lines]  # type: ignore[attr-defined]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["lines"].error_messages["required"] = _("Choose at least one work.")
        self.fields["kind"].error_messages["required"] = _("Say what happened.")


class CaseForm(forms.Form):
    """A form of one step; `case` is there for amounts and for what the step may ask."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case

    def amount_of(self, name: str) -> int | None:
        """Typed in either script; empty is None. The error stands at the field."""
        typed = self.cleaned_data.get(name, "").strip()
        if not typed:
            return None
        try:
            minor = Money.parse(typed, self.case.currency).minor
        except SoukError as error:
            self.add_error(name, error.text)
            return None
        if not 0 <= minor <= self.case.claimed:
            self.add_error(name, _("Enter an amount between zero and what was asked for."))
        return minor


class ApproveForm(CaseForm):
    goods_back = forms.TypedChoiceField(
        label=_("What about the work?"),
        choices=[
            ("back", _("The buyer sends it back first")),
            ("kept", _("The buyer keeps it, and is paid back now")),
        ],
        coerce=lambda chosen: chosen == "back",
        initial="back",
    )
    restock = forms.BooleanField(label=_("Offer the work for sale again"), required=False, initial=True)
    note = _words(_("A word to the buyer"), required=False, rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["restock" if self.case.goods_back else "goods_back"]


class RefuseForm(CaseForm):
    reason = forms.ChoiceField(label=_("Why do you refuse?"), choices=RefusalReason.choices)
    note = _words(_("Explain it to the buyer"), required=True, rows=3)


class SendBackForm(CaseForm):
    carrier = forms.ChoiceField(label=_("Who carries it?"))
    tracking = forms.CharField(
        label=_("Tracking number"), max_length=80, widget=forms.TextInput(attrs={"dir": "ltr"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tracked = [facts for facts in carriers.known().values() if not facts.untracked]
        # The unnamed carrier comes last in a list of names.
        tracked.sort(key=lambda facts: facts.code == carriers.MANUAL)
        self.fields["carrier"].choices = [(facts.code, str(facts.name)) for facts in tracked]  # type: ignore[attr-defined]


class InspectForm(CaseForm):
    amount = forms.CharField(
        label=_("How much is paid back?"),
        required=False,
        help_text=_("Leave it empty for the whole amount. Less than that waits for the buyer's word."),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )
    note = _words(_("What did you find?"), required=False, rows=3)
    restock = forms.BooleanField(label=_("Offer the work for sale again"), required=False)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["amount"] = amount = self.amount_of("amount")
        if amount is not None and amount < self.case.claimed and not self.cleaned_data.get("note"):
            self.add_error("note", _("Say why less is to be paid back."))
        return self.cleaned_data


class EscalateForm(CaseForm):
    note = _words(_("Why shall Art Souk decide?"), required=True, rows=3)


class DecideForm(CaseForm):
    amount = forms.CharField(
        label=_("How much is paid back?"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )
    goods_back = forms.BooleanField(label=_("The work must come back first"), required=False)
    return_cost = forms.ChoiceField(label=_("Who pays the return?"), choices=ReturnCost.choices)
    restock = forms.BooleanField(label=_("Offer the work for sale again"), required=False)
    note = _words(_("The reasons, for both sides"), required=True)

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["amount"] = self.amount_of("amount")
        return self.cleaned_data


class SayForm(CaseForm):
    text = _words(_("Message"), required=False, rows=3, limit=3_000)
    photos = _photos()

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data.get("text") and not self.cleaned_data.get("photos"):
            self.add_error("text", _("Write a message or choose a photo."))
        return self.cleaned_data


class QueueForm(forms.Form):
    """Filters of the staff's queue."""

    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All open cases")), *((state.value, state.label) for state in CaseState)],
    )
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *CaseKind.choices]
    )
    overdue = forms.BooleanField(label=_("Past the deadline only"), required=False)

    def narrow(self, cases: Any, now: Any) -> Any:
        """Without a state, what is open."""
        found = self.cleaned_data if self.is_valid() else {}
        state, kind = found.get("state"), found.get("kind")
        cases = cases.filter(state=state) if state else cases.filter(state__in=CASE_OPEN)
        cases = cases.filter(kind=kind) if kind else cases
        return cases.filter(due_at__lt=now) if found.get("overdue") else cases
