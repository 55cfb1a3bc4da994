"""What a seller offers, with its milestones as rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.enums import Licence
from commissions.forms import fields
from commissions.models import Proposal
from commissions.models.proposal import HIGHEST_FEE_BPS, MOST_REVISIONS, MOST_WEEKS
from commissions.services import Stage, Terms
from commissions.services.proposing import MOST_MILESTONES
from core.money import Money
from marketplace.models import Artist
from marketplace.views.studio.access import artists_for
from orders.models import Seller

PERCENT = 100


class ProposalForm(forms.Form):
    artist: forms.ModelChoiceField[Artist] = forms.ModelChoiceField(
        None, label=_("Made by"), required=False, help_text=_("The artist who will make it.")
    )
    price = fields.money_field(_("Price"), help_text=_("What the collector pays in all, VAT included."))
    weeks = fields.CountField(label=_("Weeks of work"), min_value=1, max_value=MOST_WEEKS)
    start_on = fields.DayField(label=_("Can begin on"), required=False)
    valid_until = fields.DayField(
        label=_("Valid until"), required=False, help_text=_("Empty: 30 days from the day you send it.")
    )
    text_ar = fields.block(_("Your proposal in Arabic"), language="ar")
    text_en = fields.block(_("Your proposal in English"), language="en")
    licence = forms.ChoiceField(
        label=_("What the collector may do with the work"),
        choices=Licence.choices,
        widget=forms.RadioSelect,
        initial=Licence.PERSONAL,
    )
    revisions = fields.CountField(
        label=_("Revisions included"), min_value=0, max_value=MOST_REVISIONS, initial=2
    )
    fee = fields.CountField(
        label=_("Cancellation fee, %"),
        min_value=0,
        max_value=HIGHEST_FEE_BPS // PERCENT,
        initial=0,
        help_text=_(
            "The part of a paid milestone that stays with you when the collector ends the contract before you "
            "hand it over."
        ),
    )
    sketches = fields.PicturesField(
        label=_("Sketches"),
        required=False,
        help_text=_("JPEG, PNG or WebP. The collector sees them smaller, with your name across them."),
    )

    def __init__(self, *args: Any, seller: Seller, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        self.fields["artist"].queryset = artists_for(seller)  # type: ignore[attr-defined]
        self.fields["price"].label = _("Price in %(currency)s") % {"currency": currency}

    def clean_price(self) -> int:
        return fields.amount(self.cleaned_data["price"], self.currency)

    def terms(self, milestones: tuple[Stage, ...]) -> Terms:
        given = self.cleaned_data
        return Terms(
            price=given["price"],
            weeks=given["weeks"],
            text_ar=given["text_ar"],
            text_en=given["text_en"],
            licence=given["licence"],
            revisions=given["revisions"],
            cancellation_bps=given["fee"] * PERCENT,
            start_on=given["start_on"],
            valid_until=given["valid_until"],
            artist=given["artist"],
            milestones=milestones,
        )

    @classmethod
    def initial_of(cls, proposal: Proposal) -> dict[str, Any]:
        names = ("weeks", "start_on", "valid_until", "text_ar", "text_en", "licence", "revisions")
        return {name: getattr(proposal, name) for name in names} | {
            "artist": proposal.artist_id,
            "price": proposal.price.number("en"),
            "fee": proposal.fee_percent,
        }


class MilestoneForm(forms.Form):
    title_ar = fields.line(_("Milestone in Arabic"), language="ar")
    title_en = fields.line(_("Milestone in English"), language="en")
    deliverable_ar = fields.line(_("What you deliver, in Arabic"), language="ar", limit=500)
    deliverable_en = fields.line(_("What you deliver, in English"), language="en", limit=500)
    amount = fields.money_field(_("Amount"))
    due_on = fields.DayField(label=_("Due on"))

    def __init__(self, *args: Any, currency: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.currency = currency

    def clean_amount(self) -> int:
        return fields.amount(self.cleaned_data["amount"], self.currency)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("title_ar") and not given.get("title_en"):
            self.add_error("title_ar", _("Name the milestone in Arabic or in English."))
        return given

    def stage(self) -> Stage:
        given = {key: value for key, value in self.cleaned_data.items() if key != "DELETE"}
        return Stage(**given)


class _Milestones(forms.BaseFormSet):  # type: ignore[type-arg]
    def add_fields(self, form: MilestoneForm, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this milestone")

    def stages(self) -> tuple[Stage, ...]:
        """The rows that are kept and filled."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        return tuple(form.stage() for form in kept if form.has_changed() and form.cleaned_data)


MilestoneFormSet = forms.formset_factory(
    MilestoneForm,
    formset=_Milestones,
    extra=0,
    can_delete=True,
    max_num=MOST_MILESTONES,
    absolute_max=MOST_MILESTONES + 5,
)


def rows_of(proposal: Proposal) -> list[dict[str, Any]]:
    names = ("title_ar", "title_en", "deliverable_ar", "deliverable_en", "due_on")
    return [
        {name: getattr(row, name) for name in names}
        | {"amount": Money(row.amount_minor, proposal.currency).number("en")}
        for row in proposal.milestones.all()
    ]


def typed_rows(data: Any) -> list[dict[str, Any]]:
    """What stands in the rows of a post, unchecked and without those that are to go: for one more row."""
    count = data.get("form-TOTAL_FORMS", "0")
    rows = int(count) if count.isdecimal() and len(count) < len("1000") else 0
    names = list(MilestoneForm.base_fields)
    return [
        {name: data.get(f"form-{index}-{name}", "") for name in names}
        for index in range(min(rows, MOST_MILESTONES))
        if not data.get(f"form-{index}-DELETE")
    ]


def typed_sum(rows: list[dict[str, Any]], currency: str) -> Money:
    """The sum of what can be read; the page says it beside the price."""
    total = 0
    for row in rows:
        try:
            total += fields.amount(str(row.get("amount") or ""), currency)
        except forms.ValidationError:
            continue
    return Money(total, currency)
