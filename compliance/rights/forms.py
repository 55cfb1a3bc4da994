"""What people and officers fill in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from compliance.rights import correctable
from compliance.rights.enums import BY_STAFF, Channel, Delay, Ground, RequestState, Right
from compliance.rights.models import Request
from compliance.rights.models.request import LANGUAGES

GULF = ("SA", "AE", "QA", "KW", "BH", "OM")
ZONES: tuple[tuple[str, str | Promise], ...] = (
    ("AE-DIFC", _("Dubai International Financial Centre")),
    ("AE-ADGM", _("Abu Dhabi Global Market")),
)


def country_choices() -> list[tuple[str, str]]:
    """The Gulf first, then the world; two centres of the Emirates have laws of their own."""
    names = dict(countries)
    near = [(code, names[code]) for code in GULF]
    return [
        *near,
        *((code, str(name)) for code, name in ZONES),
        *(row for row in countries if row[0] not in GULF),
    ]


def words(label: Any, *, required: bool = True, rows: int = 4, longest: int = 3_000) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, required=required, max_length=longest, widget=area)


class AskForm(forms.Form):
    """A person asks for something; the fields follow the right."""

    details = words(_("What should we know?"), required=False)

    def __init__(self, *args: Any, right: Right, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right = right
        if right is Right.CORRECTION:
            self._corrections(user)
        elif right is Right.COMPLAINT:
            self.fields["details"] = words(_("What went wrong?"))
            self.fields["about"] = forms.ModelChoiceField(
                label=_("About which request?"),
                queryset=Request.objects.filter(user=user).order_by("-received_at"),
                required=False,
                to_field_name="number",
                empty_label=str(_("None of these")),
            )
            self.order_fields(["about", "details"])
        elif right is Right.DESTRUCTION:
            self.fields["sure"] = forms.BooleanField(
                label=_("I know that my account ends and that this cannot be undone.")
            )

    def _corrections(self, user: Any) -> None:
        for field in correctable.fields():
            self.fields[f"field_{field.code}"] = forms.CharField(
                label=str(field.label),
                required=False,
                max_length=200,
                initial=field.read(user),
                widget=forms.TextInput(attrs={"dir": "auto"}),
            )
        self.fields["other"] = forms.CharField(
            label=_("Something else that is wrong"), required=False, max_length=200
        )
        self.fields["other_right"] = words(_("What is right instead?"), required=False, rows=3, longest=2_000)
        self.order_fields([name for name in self.fields if name != "details"])

    @property
    def corrections(self) -> list[dict[str, str]]:
        """What differs from what stands there now."""
        given = self.cleaned_data
        found = []
        for field in correctable.fields():
            name = f"field_{field.code}"
            if given.get(name) and given[name] != self.fields[name].initial:
                found.append({"field": field.code, "after": given[name]})
        if given.get("other_right"):
            found.append({"field": "", "label": given.get("other", ""), "after": given["other_right"]})
        return found


class GuestForm(forms.Form):
    """Somebody who is not signed in; the address gets the code."""

    right = forms.ChoiceField(label=_("What do you ask for?"), choices=Right.choices)
    name = forms.CharField(label=_("Your name"), required=False, max_length=150)
    email = forms.EmailField(label=_("The e-mail address that we may know"))
    country = forms.ChoiceField(label=_("Where do you live?"), choices=country_choices, initial="SA")
    details = words(_("What should we know?"), required=False)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("The six digits from our message"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"}),
    )


class EvidenceForm(forms.Form):
    file = forms.FileField(label=_("A paper that shows it: PDF, JPEG or PNG"))


class IntakeForm(forms.Form):
    """What came by mail, telephone, letter or word of mouth."""

    right = forms.ChoiceField(label=_("Right"), choices=Right.choices)
    channel = forms.ChoiceField(
        label=_("Came by"), choices=[(channel.value, channel.label) for channel in BY_STAFF]
    )
    received_at = forms.DateTimeField(
        label=_("Reached us on"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    account = forms.EmailField(label=_("E-mail address of the account"), required=False)
    name = forms.CharField(label=_("Name"), required=False, max_length=150)
    email = forms.EmailField(label=_("E-mail address without an account"), required=False)
    phone = forms.CharField(
        label=_("Telephone"), required=False, max_length=32, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    contact = forms.CharField(label=_("Postal address"), required=False, max_length=300)
    country = forms.ChoiceField(label=_("Country of residence"), choices=country_choices, initial="SA")
    language = forms.ChoiceField(label=_("Language of the answer"), choices=LANGUAGES, initial="ar")
    details = words(_("What was asked for, in their words"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_at"].initial = timezone.localtime().replace(second=0, microsecond=0)

    def clean_account(self) -> Any:
        address = self.cleaned_data["account"].strip().lower()
        if not address:
            return None
        found = get_user_model().objects.filter(email__iexact=address, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("No account has this address."))
        return found


class ExtendForm(forms.Form):
    reason = forms.ChoiceField(label=_("Reason"), choices=Delay.choices)
    days = forms.IntegerField(label=_("Days more"), min_value=1, max_value=92, initial=30)
    text = words(_("Words to the person"), required=False)


class AnswerForm(forms.Form):
    text = words(_("The answer"), longest=4_000)


class RefuseForm(forms.Form):
    ground = forms.ChoiceField(
        label=_("Ground"), choices=lambda: [(one.value, f"{one.label} ({one.article})") for one in Ground]
    )
    text = words(_("Why, in words that the person understands"), longest=4_000)
    in_part = forms.BooleanField(label=_("A part was fulfilled"), required=False)


class NoteForm(forms.Form):
    text = words(_("Note"), longest=4_000)
    public = forms.BooleanField(label=_("Send it to the person"), required=False)


class TextForm(forms.Form):
    text = words(_("How it was done"), required=False, longest=2_000)


class ApplyForm(forms.Form):
    before = forms.CharField(label=_("What stood there before"), required=False, max_length=2_000)
    after = forms.CharField(label=_("What stands there now"), required=False, max_length=2_000)


class QueueForm(forms.Form):
    """Filters of the queue."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All open")), *RequestState.choices]
    )
    right = forms.ChoiceField(label=_("Right"), required=False, choices=[("", _("All")), *Right.choices])
    channel = forms.ChoiceField(
        label=_("Came by"), required=False, choices=[("", _("All")), *Channel.choices]
    )
    number = forms.CharField(
        label=_("Number"), required=False, max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )

    def narrow(self, rows: QuerySet[Request], finished: QuerySet[Request]) -> QuerySet[Request]:
        """`rows` are the open ones, `finished` the others."""
        given: Mapping[str, Any] = self.cleaned_data if self.is_bound and self.is_valid() else {}
        state = given.get("state", "")
        found = rows if not state or RequestState(state).open else finished
        for name in ("state", "right", "channel"):
            if given.get(name):
                found = found.filter(**{name: given[name]})
        if number := given.get("number", "").strip().upper():
            found = Request.objects.select_related("user").filter(number=number).order_by("pk")
        return found
