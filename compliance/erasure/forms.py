"""What officers fill in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from compliance import registry
from compliance.erasure import plain, traces
from compliance.erasure.enums import Answer, State
from core.digits import western


class FindForm(forms.Form):
    """Whom an erasure is about: an address, or the number of an account."""

    who = forms.CharField(
        label=_("E-mail address or number of the account"),
        max_length=254,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    request = forms.CharField(
        label=_("Number of the request"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "DR-2026-000123"}),
    )

    def person(self) -> tuple[Any, frozenset[str]]:
        """(the account or None, addresses without an account); nothing at all when nobody is known."""
        who = western(self.cleaned_data["who"].strip()).lower()
        people = plain.rows(get_user_model())
        if who.isascii() and who.isdigit() and len(who) <= 18:  # noqa: PLR2004 - a bigint
            return people.filter(pk=int(who)).first(), frozenset()
        user = people.filter(email__iexact=who).first()
        if user is not None:
            return user, frozenset()
        return None, frozenset({who}) if known(who) else frozenset()


def known(address: str) -> bool:
    """Whether any declared column holds the address of somebody without an account."""
    declared = (one for one in registry.declarations() if one.by_email)
    return any(address in set(traces.addresses_known(one)) for one in declared)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class HoldForm(FindForm):
    """A hold on somebody's records."""

    request = None  # type: ignore[assignment]
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    until = forms.DateField(
        label=_("Until, if known"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_until(self) -> datetime | None:
        """The end of that day."""
        day = self.cleaned_data["until"]
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day, datetime.max.time()))


class AnswerForm(forms.Form):
    """That a recipient was told, or what it answered."""

    answer = forms.ChoiceField(
        label=_("Answer"), choices=[choice for choice in Answer.choices if choice[0]], required=False
    )
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )


class QueueForm(forms.Form):
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("open", pgettext_lazy("erasure", "Open")), *State.choices],
    )

    @property
    def chosen(self) -> str:
        return str(self.cleaned_data.get("state", "")) if self.is_valid() else ""
