"""What people fill in: a message with files, a word on being named, the facts of a certificate."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from commissions.progress import enclosures
from commissions.progress.enums import NamingForm
from commissions.progress.models.message import LONGEST
from commissions.progress.services.certifying import WorkFacts
from core.bidi import clean_line
from core.digits import western

ACCEPT: Final = "image/jpeg,image/png,image/webp,application/pdf"
NONE: Final = "none"


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; what they are is looked into by `enclosures.read`."""

    widget = ManyFiles(attrs={"accept": ACCEPT})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > enclosures.MAX_FILES:
            raise forms.ValidationError(
                _("One message carries up to %(limit)s files."), params={"limit": enclosures.MAX_FILES}
            )
        check = super().clean
        return [check(one, initial) for one in given]


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    enclosed = FilesField(
        label=_("Pictures or PDF"),
        required=False,
        help_text=_("JPEG, PNG, WebP or PDF, up to 12 MB each."),
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("text") or "").strip() and not given.get("enclosed"):
            self.add_error("text", _("Write a message, or choose a file to send."))
        return given


class ConsentForm(forms.Form):
    """`form` may be "none": no consent, or the one in force taken back."""

    form = forms.ChoiceField(
        label=_("How may the artist name you?"), choices=[*NamingForm.choices, (NONE, NONE)]
    )
    name_ar = forms.CharField(
        label=_("Name in Arabic"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"lang": "en", "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        names = (given.get("name_ar") or "").strip() or (given.get("name_en") or "").strip()
        if given.get("form") == NamingForm.NAMED and not names:
            self.add_error("name_ar", _("Enter the name as it is to stand there, in Arabic or in English."))
        return given


class _Number(forms.DecimalField):
    """Arabic digits too."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(western(value).replace("٫", ".") if isinstance(value, str) else value)


class _Year(forms.IntegerField):
    def to_python(self, value: Any) -> Any:
        return super().to_python(western(value) if isinstance(value, str) else value)


def _side(label: Any) -> _Number:
    return _Number(
        label=label,
        required=False,
        max_digits=7,
        decimal_places=1,
        min_value=0,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
    )


def _line(label: Any, language: str) -> forms.CharField:
    direction = "rtl" if language == "ar" else "ltr"
    widget = forms.TextInput(attrs={"lang": language, "dir": direction})
    return forms.CharField(label=label, required=False, max_length=400, widget=widget)


class CertificateForm(forms.Form):
    title_ar = _line(_("Title in Arabic"), "ar")
    title_en = _line(_("Title in English"), "en")
    medium_ar = _line(_("Medium in Arabic"), "ar")
    medium_en = _line(_("Medium in English"), "en")
    year = _Year(
        label=_("Year"),
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
    )
    height_cm = _side(_("Height, cm"))
    width_cm = _side(_("Width, cm"))
    depth_cm = _side(_("Depth, cm"))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not clean_line(given.get("title_ar") or "") and not clean_line(given.get("title_en") or ""):
            self.add_error("title_ar", _("Enter the title in Arabic or in English."))
        return given

    @property
    def facts(self) -> WorkFacts:
        given = {name: self.cleaned_data[name] for name in self.fields}
        sides = {name: size or None for name, size in given.items() if name.endswith("_cm")}
        return WorkFacts(**{**given, **sides})
