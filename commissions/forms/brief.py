"""What a collector asks for."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from commissions.enums import Audience
from commissions.forms import fields
from commissions.models import Commission
from commissions.services import Brief
from core.money import Money
from core.money import choices as currencies
from marketplace.enums import Category
from marketplace.models import City

SPANS = (14, 21, 30, 60)
USUAL_SPAN = 21


def _span(days: int) -> Any:
    return ngettext_lazy("%(days)s day", "%(days)s days", "days") % {"days": days}


class BriefForm(forms.Form):
    """Everything may be missing in a draft; what is written must make sense."""

    title_ar = fields.line(_("Title in Arabic"), language="ar")
    title_en = fields.line(_("Title in English"), language="en")
    brief_ar = fields.block(_("What you wish for, in Arabic"), language="ar")
    brief_en = fields.block(_("What you wish for, in English"), language="en")
    category = forms.ChoiceField(label=_("Kind of work"), choices=Category.choices)
    medium = fields.line(_("Material or technique"), limit=200)
    height_cm = fields.SizeField(label=_("Height, cm"))
    width_cm = fields.SizeField(label=_("Width, cm"))
    depth_cm = fields.SizeField(label=_("Depth, cm"))
    currency = forms.ChoiceField(label=_("Currency"), choices=currencies, initial="SAR")
    budget_min = fields.money_field(_("Budget from"), required=False)
    budget_max = fields.money_field(_("Budget to"), required=False)
    wanted_by = fields.DayField(
        label=_("Wanted by"), required=False, help_text=_("Empty: you are in no hurry.")
    )
    city: forms.ModelChoiceField[City] = forms.ModelChoiceField(
        City.objects.order_by("name"),
        label=_("City"),
        required=False,
        help_text=_("Where the work will live."),
    )
    audience = forms.ChoiceField(
        label=_("Who may answer"), choices=Audience.choices, widget=forms.RadioSelect, initial=Audience.OPEN
    )
    days = forms.TypedChoiceField(
        label=_("Proposals are taken for"),
        coerce=int,
        choices=[(days, _span(days)) for days in SPANS],
        initial=USUAL_SPAN,
    )
    pictures = fields.PicturesField(
        label=_("Reference pictures"),
        required=False,
        help_text=_("JPEG, PNG or WebP, up to 12 MB each. Only those who may answer see them."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        currency = given.get("currency", "SAR")
        for name in ("budget_min", "budget_max"):
            self._price(given, name, currency)
        low, high = given.get("budget_min") or 0, given.get("budget_max") or 0
        if low and high and low > high:
            self.add_error("budget_max", _("The upper end of the budget is below its lower end."))
        return given

    def _price(self, given: dict[str, Any], name: str, currency: str) -> None:
        typed = given.get(name)
        if not typed:
            given[name] = 0
            return
        try:
            given[name] = fields.amount(typed, currency)
        except forms.ValidationError as error:
            self.add_error(name, error)

    def brief(self, now: datetime, country: str = "SA") -> Brief:
        """What was written, for the services."""
        given = {**self.cleaned_data}
        given.pop("pictures", None)
        days = given.pop("days")
        return Brief(**given, closes_at=now + timedelta(days=days), country=country)

    @classmethod
    def initial_of(cls, commission: Commission) -> dict[str, Any]:
        names = (
            *("title_ar", "title_en", "brief_ar", "brief_en", "category", "medium"),
            *("height_cm", "width_cm", "depth_cm", "currency", "wanted_by", "audience"),
        )
        first = {name: getattr(commission, name) for name in names}
        first["city"] = commission.city_id
        for name in ("budget_min", "budget_max"):
            minor = getattr(commission, name)
            first[name] = Money(minor, commission.currency).number("en") if minor else ""
        return first
