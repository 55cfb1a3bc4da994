"""What people and moderators fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance.safety.enums import CaseState, Outcome, Priority, Reason, Scope
from compliance.safety.models import Case
from core.digits import western


def _words(
    label: Any, *, required: bool, hint: Any = "", limit: int = 2_000, rows: int = 5
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=limit, widget=widget, help_text=hint)


class ReportForm(forms.Form):
    """With an address where nobody is signed in."""

    reason = forms.ChoiceField(label=_("What is wrong?"), widget=forms.RadioSelect, choices=Reason.choices)
    text = _words(
        _("Tell us more"),
        required=False,
        hint=_("What should we look at, and how do you know? Links to proof help."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send a code to it now, and later how your report ended. Nothing else."),
    )

    def __init__(self, *args: Any, visitor: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = _("Choose what is wrong.")
        if not visitor:
            del self.fields["email"]


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the message"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}),
    )

    def clean_code(self) -> str:
        return western(self.cleaned_data["code"]).replace(" ", "")


class AppealForm(forms.Form):
    text = _words(
        _("Why should the decision be changed?"),
        required=True,
        hint=_("Another moderator than the one who decided reads this."),
        limit=4_000,
        rows=6,
    )


class QueueForm(forms.Form):
    state = forms.ChoiceField(
        label=pgettext_lazy("filter of the queue", "State"),
        required=False,
        choices=[("", pgettext_lazy("filter of the queue", "What waits")), *CaseState.choices],
    )
    priority = forms.TypedChoiceField(
        label=_("Priority"),
        required=False,
        coerce=int,
        choices=[("", pgettext_lazy("filter of the queue", "All")), *Priority.choices],
    )


class DecideForm(forms.Form):
    """Only what this case allows: its people, and taking down where the thing's room can do it."""

    outcome = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect, choices=Outcome.choices)
    remove = forms.BooleanField(label=_("Take it down as well"), required=False)
    person = forms.TypedChoiceField(
        label=_("Whom is it about?"), required=False, coerce=int, empty_value=None
    )
    scope = forms.ChoiceField(
        label=_("What is suspended"), required=False, choices=[("", "—"), *Scope.choices]
    )
    days = forms.IntegerField(
        label=_("Days"), required=False, min_value=0, max_value=3650, help_text=_("0: until further notice.")
    )
    reasons = _words(
        _("Reasons"), required=True, hint=_("The affected person reads this. Name nobody who reported.")
    )
    note = _words(_("Note for moderators"), required=False, rows=3)
    unfounded = forms.TypedMultipleChoiceField(
        label=_("Reports that were made up"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, case: Case, removable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [(row.user_id, row.user.get_full_name()) for row in case.respondents.all()]
        self.fields["person"].choices = [("", "—"), *people]  # type: ignore[attr-defined]
        reports = [(row.pk, row.number) for row in case.reports.all()]
        self.fields["unfounded"].choices = reports  # type: ignore[attr-defined]
        if not removable:
            del self.fields["remove"]
            kept = [choice for choice in Outcome.choices if choice[0] != Outcome.REMOVE]
            self.fields["outcome"].choices = kept  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    grant = forms.TypedChoiceField(
        label=_("Answer to the appeal"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "1",
        choices=[("1", _("Grant it and undo the decision")), ("0", _("The decision stands"))],
    )
    answer = _words(_("Reasons of the answer"), required=True, hint=_("The person who appealed reads this."))


class LiftForm(forms.Form):
    reason = forms.CharField(label=_("Why is it lifted?"), max_length=500)
