"""Delivery in the admin: price lists are edited here, shipments are looked at and corrected through the service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.errors import SoukError
from orders.delivery import services
from orders.delivery.forms import carrier_choices
from orders.delivery.models import (
    CratingBand,
    Delay,
    DeliveryProof,
    InsuranceTerm,
    Parcel,
    Rate,
    RateCard,
    Shipment,
    TrackingEvent,
    Zone,
)


class LookOnly:
    """Facts: nobody adds, changes or deletes them here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        del request, obj
        return False


@admin.register(Zone)
class ZoneAdmin(admin.ModelAdmin[Zone]):
    list_display = ["position", "code", "name_ar", "name_en", "same_country", "same_city"]
    list_display_links = ["code"]
    ordering = ["position"]


class CrateInline(admin.TabularInline[CratingBand, RateCard]):
    model = CratingBand
    extra = 0


class InsuranceInline(admin.TabularInline[InsuranceTerm, RateCard]):
    model = InsuranceTerm
    extra = 0


@admin.register(RateCard)
class RateCardAdmin(admin.ModelAdmin[RateCard]):
    list_display = ["name", "seller", "active", "pickup"]
    list_filter = ["active"]
    list_select_related = ["seller"]
    autocomplete_fields = ["seller"]
    inlines = [CrateInline, InsuranceInline]


@admin.register(Rate)
class RateAdmin(admin.ModelAdmin[Rate]):
    """Prices are minor units (halalas, fils) before VAT."""

    list_display = [
        *("zone", "method", "currency", "side_cm", "weight_g"),
        *("price", "days_min", "days_max", "card"),
    ]
    list_editable = ["price", "days_min", "days_max"]
    list_display_links = ["zone"]
    list_filter = ["card", "zone", "method", "currency"]
    list_select_related = ["zone", "card"]
    list_per_page = 50


class ParcelInline(LookOnly, admin.TabularInline[Parcel, Shipment]):
    model = Parcel
    extra = 0


class EventInline(LookOnly, admin.TabularInline[TrackingEvent, Shipment]):
    model = TrackingEvent
    extra = 0
    fields = ["at", "code", "place", "note_ar", "note_en", "source", "by"]


if TYPE_CHECKING:
    ShipmentModelForm = forms.ModelForm[Shipment]
else:
    ShipmentModelForm = forms.ModelForm


class CorrectionForm(ShipmentModelForm):
    carrier = forms.ChoiceField(label=_("carrier"))

    class Meta:
        model = Shipment
        fields = ["carrier", "service", "tracking_number"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "carrier" in self.fields:
            self.fields["carrier"].choices = carrier_choices()  # type: ignore[attr-defined]


@admin.register(Shipment)
class ShipmentAdmin(admin.ModelAdmin[Shipment]):
    """Carrier, service and number can be mended; everything else happened."""

    form = CorrectionForm
    list_display = ["order", "direction", "state", "method", "carrier", "tracking_number", "created_at"]
    list_filter = ["state", "direction", "carrier"]
    search_fields = ["order__number", "tracking_number"]
    list_select_related = ["order"]
    readonly_fields = (
        *("order", "direction", "state", "method", "insured", "currency"),
        *("ship_from", "ship_to", "created_by", "created_at", "handed_over_at", "ended_at"),
    )
    fields = [*readonly_fields, "carrier", "service", "tracking_number"]
    inlines = [ParcelInline, EventInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        del request
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def save_model(self, request: HttpRequest, obj: Shipment, form: Any, change: bool) -> None:  # noqa: FBT001
        values = form.cleaned_data
        try:
            services.correct_shipment(
                shipment=obj,
                by=request.user,  # type: ignore[arg-type]
                carrier=values["carrier"],
                tracking_number=values["tracking_number"],
                service=values["service"],
            )
        except SoukError as refusal:
            messages.error(request, refusal.text)


@admin.register(DeliveryProof)
class DeliveryProofAdmin(LookOnly, admin.ModelAdmin[DeliveryProof]):
    list_display = ["shipment", "receiver", "at", "by"]
    search_fields = ["shipment__order__number", "receiver"]
    list_select_related = ["shipment", "by"]
    exclude = ["photo", "signature"]


@admin.register(Delay)
class DelayAdmin(LookOnly, admin.ModelAdmin[Delay]):
    list_display = ["order", "promised_before", "promised_at", "reason", "by", "at"]
    search_fields = ["order__number"]
    list_select_related = ["order", "by"]
