"""Which open commissions a seller looks at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commissions.forms import fields
from commissions.models import Commission
from core.errors import SoukError
from core.money import Money
from marketplace.enums import Category
from marketplace.models import City


class OpenFilter(forms.Form):
    category = forms.ChoiceField(
        label=_("Kind of work"), required=False, choices=[("", _("All kinds")), *Category.choices]
    )
    city: forms.ModelChoiceField[City] = forms.ModelChoiceField(
        City.objects.order_by("name"), label=_("City"), required=False, empty_label=_("All cities")
    )
    budget = fields.money_field(_("Budget of at least, SAR"), required=False)
    before = fields.DayField(label=_("Wanted after"), required=False)

    def narrow(self, rows: QuerySet[Commission]) -> QuerySet[Commission]:
        """What cannot be read narrows nothing; the form says so at the field."""
        if not self.is_bound:
            return rows
        self.is_valid()
        given = getattr(self, "cleaned_data", {})
        if given.get("category"):
            rows = rows.filter(category=given["category"])
        if given.get("city"):
            rows = rows.filter(city=given["city"])
        if given.get("budget"):
            rows = rows.filter(currency="SAR", budget_max__gte=given["budget"])
        if given.get("before"):
            rows = rows.exclude(wanted_by__lt=given["before"])
        return rows

    def clean_budget(self) -> int | None:
        typed: Any = self.cleaned_data["budget"]
        if not typed:
            return None
        try:
            return Money.parse(typed, "SAR").minor
        except SoukError as error:
            raise forms.ValidationError(error.text) from error
