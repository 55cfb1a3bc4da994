"""Form fields as the house draws them: label above, hint, error at the field, summary at the top."""

from __future__ import annotations

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.devices import describe

register = template.Library()
NEW_PASSWORD_HINT = _("At least 10 characters; a sentence of your own is better than a clever word.")


@register.inclusion_tag("accounts/partials/_summary.html")
def form_summary(form: forms.Form) -> dict[str, Any]:
    """What is left to mend, each with a link to its field; nothing while all is well."""
    wrong = [
        {"id": form[name].id_for_label if name in form.fields else "", "text": text}
        for name, texts in form.errors.items()
        for text in texts
    ]
    return {"wrong": wrong, "count": len(wrong)}


@register.inclusion_tag("accounts/partials/_fields.html")
def form_fields(form: forms.Form) -> dict[str, Any]:
    """Every field of the form in its order."""
    return {"form": form}


@register.inclusion_tag("accounts/partials/_field.html")
def form_field(field: BoundField, label: str = "", hint: str | None = None) -> dict[str, Any]:
    """One field; `label` and `hint` in the place of the form's own."""
    widget = field.field.widget
    widget.attrs.pop("placeholder", None)
    if widget.attrs.get("autocomplete") == "new-password":
        field.help_text = str(NEW_PASSWORD_HINT) if field.name in {"password1", "password"} else ""
    if isinstance(field.field, forms.EmailField):
        widget.attrs.setdefault("dir", "ltr")
    if hint is not None:
        field.help_text = hint
    return {"field": field, "label": label or field.label, "kind": _kind(widget)}


@register.filter
def control(field: BoundField, kind: str) -> SafeString:
    """The input itself with the class of its kind."""
    return field.as_widget(attrs={} if kind == "check" else {"class": "in"})


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.Select):
        return "select"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    return "text"


@register.filter
def device(user_agent: str) -> str:
    """As "Firefox, Windows", from what the browser says about itself."""
    return describe(user_agent)
