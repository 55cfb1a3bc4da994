"""Search of the kept mail, and the wording of a mail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.errors import SoukError
from mailing import registry, services
from mailing.enums import MailState


class MailSearchForm(forms.Form):
    """Everything is optional; what makes no sense is left out of the search."""

    q = forms.CharField(label=_("Address begins with"), required=False, max_length=320)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *MailState.choices]
    )
    template = forms.ChoiceField(label=_("Template"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(kind.name, str(kind.subject)) for kind in registry.mails()]
        self.fields["template"].choices = [("", _("All templates")), *names]  # type: ignore[attr-defined]


class WordingForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(label=_("Plain text"), widget=forms.Textarea)
    html = forms.CharField(
        label=_("HTML"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Leave empty to show the plain text in paragraphs."),
    )

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name = name

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for field in ("subject", "text", "html"):
            parts = dict.fromkeys(("subject", "text", "html"), "") | {field: data.get(field, "")}
            try:
                services.check_wording(name=self.name, **parts)
            except SoukError as error:
                self.add_error(field, error.text)
        return data
