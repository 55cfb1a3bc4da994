"""What the pages of memberships take: a price that is on offer, and for whom."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from orders.memberships import queries
from orders.memberships.models import TierPrice
from orders.models import Seller


class PriceForm(forms.Form):
    price = forms.ModelChoiceField(
        TierPrice.objects.filter(tier__active=True).select_related("tier"),
        error_messages={
            "required": _("Choose month by month or year by year."),
            "invalid_choice": _(
                "This membership is no longer offered at this price. Look at the memberships again."
            ),
        },
    )


class JoinForm(PriceForm):
    seller = forms.ModelChoiceField(
        Seller.objects.none(),
        required=False,
        error_messages={"invalid_choice": _("Choose one of your own galleries or artists.")},
    )

    def __init__(self, *args: Any, user: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["seller"].queryset = queries.sellers_to_join(user)  # type: ignore[attr-defined]
