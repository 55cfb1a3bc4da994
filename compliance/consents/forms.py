"""What people fill in: at sign-up, about a guardian, as a guardian; and what staff write down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from compliance.consents import registry, rules
from compliance.consents.enums import Means

LANGUAGES = (("ar", _("Arabic")), ("en", _("English")))


def here() -> str:
    """The language in which the reader sees the questions."""
    return (get_language() or "ar")[:2]


class SignupConsents(forms.Form):
    """Asked when an account is opened: unticked, each purpose by itself, never a condition.

    allauth puts these fields under its own sign-up forms (ACCOUNT_SIGNUP_FORM_CLASS) and calls `signup`.
    """

    birth_date = forms.DateField(
        label=_("Your date of birth"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
    )
    guardian_name = forms.CharField(
        label=_("Name of your parent or guardian"), required=False, max_length=150
    )
    guardian_email = forms.EmailField(label=_("Their e-mail address"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for purpose in registry.purposes():
            if purpose.at_sign_up:
                wording = purpose.wording(here())
                self.fields[f"agree_{purpose.code}"] = forms.BooleanField(
                    label=wording.title, help_text=wording.text, required=False
                )
                self.fields[f"words_{purpose.code}"] = forms.CharField(
                    required=False, initial=wording.sha256, widget=forms.HiddenInput
                )

    @property
    def questions(self) -> list[tuple[Any, Any]]:
        """The box and the words of each question, for the template."""
        asked = [name.removeprefix("agree_") for name in self.fields if name.startswith("agree_")]
        return [(self[f"agree_{code}"], self[f"words_{code}"]) for code in asked]

    @property
    def ticked(self) -> dict[str, str]:
        """Purposes agreed to, with the hash of the words that were shown."""
        data = self.cleaned_data
        codes = [name.removeprefix("agree_") for name in self.fields if name.startswith("agree_")]
        return {code: data.get(f"words_{code}", "") for code in codes if data.get(f"agree_{code}")}

    @property
    def is_young(self) -> bool:
        birth = self.cleaned_data.get("birth_date")
        return birth is not None and rules.is_minor(birth, timezone.localdate())

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_words()
        self._check_guardian()
        return self.cleaned_data

    def _check_words(self) -> None:
        for code, words in self.ticked.items():
            if words != registry.purpose(code).wording(here()).sha256:
                self.add_error(
                    f"agree_{code}",
                    _("The words of this question have changed since you opened the page. Read them again."),
                )

    def _check_guardian(self) -> None:
        birth, address = self.cleaned_data.get("birth_date"), self.cleaned_data.get("guardian_email")
        if birth is not None and birth > timezone.localdate():
            self.add_error("birth_date", _("Give a date of birth in the past."))
        elif self.is_young and not address:
            self.add_error("guardian_email", _("Give the e-mail address of your parent or guardian."))
        elif address and birth is None and "birth_date" not in self.errors:
            self.add_error("birth_date", _("Give your date of birth as well."))
        elif self.is_young and str(address).lower() == str(self.cleaned_data.get("email", "")).lower():
            self.add_error("guardian_email", _("Give the address of your parent or guardian, not your own."))

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Called by allauth once the account is there; a date of birth of somebody of age is not kept."""
        from compliance.consents.services import signing_up  # noqa: PLC0415  models are not loaded with the settings

        signing_up.take(request=request, user=user, form=self)


class GuardianForm(forms.Form):
    """A young person names a parent or guardian."""

    birth_date = forms.DateField(
        label=_("Your date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "bday"}),
    )
    guardian_name = forms.CharField(
        label=_("Name of your parent or guardian"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    guardian_email = forms.EmailField(label=_("Their e-mail address"))


class GuardianAnswerForm(forms.Form):
    """The guardian's answer to the letter."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    declared = forms.BooleanField(
        label=_("I am the parent or legal guardian of this young person."),
        error_messages={"required": _("Only a parent or legal guardian can answer.")},
    )
    code = forms.CharField(
        label=_("The code from the letter"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}),
    )


class ToldForm(forms.Form):
    """What a person told a member of staff."""

    purpose = forms.ChoiceField(label=_("Purpose"))
    given = forms.ChoiceField(
        label=_("Answer"), choices=(("yes", _("Agrees")), ("no", _("Does not agree, or takes it back")))
    )
    means = forms.ChoiceField(
        label=_("How"), choices=[(one.value, one.label) for one in Means if one.by_staff]
    )
    language = forms.ChoiceField(label=_("Language of the question"), choices=LANGUAGES)
    note = forms.CharField(
        label=_("When and with which words"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.code, str(one.title)) for one in registry.purposes()]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]
