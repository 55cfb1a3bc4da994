"""What staff fill in: the search of the audit log, and why they look at somebody's data."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from compliance import audit, wording
from compliance.enums import ActorKind
from core.digits import western

DAY = {"type": "date", "dir": "ltr"}
LTR = {"dir": "ltr"}


class AuditSearchForm(forms.Form):
    """Every field narrows the search; none shows the whole log."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs=DAY))
    until = forms.DateField(label=_("Up to and including"), required=False, widget=forms.DateInput(attrs=DAY))
    action = forms.ChoiceField(label=_("action"), required=False)
    actor_kind = forms.ChoiceField(
        label=_("actor kind"), required=False, choices=[("", _("Everybody")), *ActorKind.choices]
    )
    actor = forms.CharField(
        label=_("Account number or e-mail address of the actor"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs=LTR),
    )
    subject_type = forms.ChoiceField(label=_("subject type"), required=False)
    subject_id = forms.CharField(
        label=_("subject id"), required=False, max_length=64, widget=forms.TextInput(attrs=LTR)
    )
    request_id = forms.CharField(
        label=_("request"), required=False, max_length=64, widget=forms.TextInput(attrs=LTR)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        actions = sorted(
            ((code, str(text)) for code, text in audit.actions().items()), key=lambda pair: pair[1]
        )
        self.fields["action"].choices = [("", _("All actions")), *actions]  # type: ignore[attr-defined]
        self.fields["subject_type"].choices = [("", _("All kinds")), *wording.kinds()]  # type: ignore[attr-defined]

    def clean_actor(self) -> str:
        return western(self.cleaned_data["actor"]).strip()

    def clean_subject_id(self) -> str:
        return western(self.cleaned_data["subject_id"]).strip()

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set; nothing of a form with errors."""
        given = self.cleaned_data if self.is_valid() else {}
        return {name: value for name, value in given.items() if value}


class ReasonForm(forms.Form):
    """Why a member of staff opens somebody's record; kept in the audit log with each record they open."""

    reason = forms.CharField(
        label=_("Why do you open these records?"),
        min_length=8,
        max_length=200,
        help_text=_("Name the case: a request, an order, a dispute. Do not name the person."),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )
