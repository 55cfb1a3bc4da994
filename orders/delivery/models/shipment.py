"""A shipment of an order, its parcels, what happened to it on the way, and the proof that it arrived."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.crypt import EncryptedJSONField
from core.money import Money
from orders.addresses import PostalAddress
from orders.delivery.enums import (
    SHIPMENT_TRANSITIONS,
    Direction,
    Method,
    ShipmentState,
    TrackingCode,
    TrackingSource,
)


def private() -> Storage:
    """Never served by its address: views.proofs asks who is looking."""
    return storages["originals"]


def proof_path(_proof: DeliveryProof, _name: str) -> str:
    return f"delivery/proofs/{uuid4().hex}.jpg"


class Shipment(models.Model):
    """`ship_to` is kept as it was on the label; amounts are minor units of `currency`."""

    order = models.ForeignKey(
        "orders.Order", models.PROTECT, related_name="shipments", verbose_name=_("order")
    )
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.OUT
    )
    state = models.CharField(
        _("state"), max_length=16, choices=ShipmentState.choices, default=ShipmentState.READY
    )
    method = models.CharField(_("method"), max_length=8, choices=Method.choices, default=Method.DOOR)
    carrier = models.SlugField(_("carrier"), max_length=20)
    service = models.CharField(_("service of the carrier"), max_length=80, blank=True)
    tracking_number = models.CharField(_("tracking number"), max_length=40, blank=True)
    insured = models.BigIntegerField(_("insured value"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    ship_from = EncryptedJSONField(_("sent from"), default=dict, blank=True)
    ship_to = EncryptedJSONField(_("sent to"), default=dict, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("prepared by"),
    )
    created_at = models.DateTimeField(_("prepared"))
    handed_over_at = models.DateTimeField(_("handed over"), null=True, blank=True)
    ended_at = models.DateTimeField(_("delivered or returned"), null=True, blank=True)
    if TYPE_CHECKING:
        order_id: int
        proof: DeliveryProof

    class Meta:
        verbose_name = _("shipment")
        verbose_name_plural = _("shipments")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["tracking_number"], name="shipment_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "direction"],
                condition=~Q(state=ShipmentState.RETURNED),
                name="shipment_one_alive_a_way",
            ),
            models.CheckConstraint(condition=Q(state__in=ShipmentState.values), name="shipment_state_known"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="shipment_way_known"),
            models.CheckConstraint(condition=Q(method__in=Method.values), name="shipment_method_known"),
            models.CheckConstraint(condition=Q(insured__gte=0), name="shipment_cover_not_negative"),
            models.CheckConstraint(
                condition=Q(state__in=["ready", "delivered"]) | Q(handed_over_at__isnull=False),
                name="shipment_handed_over_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["delivered", "returned"], ended_at__isnull=False)
                | (~Q(state__in=["delivered", "returned"]) & Q(ended_at__isnull=True)),
                name="shipment_ended_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="shipment_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in SHIPMENT_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(name="shipment_belongs", fields=["order", "direction", "currency"]),
            pgtrigger.Protect(name="shipment_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} · {self.tracking_number or self.pk}"

    @property
    def status(self) -> ShipmentState:
        return ShipmentState(self.state)

    @property
    def cover(self) -> Money:
        return Money(self.insured, self.currency)

    @property
    def destination(self) -> PostalAddress:
        return PostalAddress.from_dict(self.ship_to)

    @property
    def origin(self) -> PostalAddress:
        return PostalAddress.from_dict(self.ship_from)


class Parcel(models.Model):
    """One piece of a shipment; centimetres and grams of what is handed over, packing included."""

    shipment = models.ForeignKey(Shipment, models.CASCADE, related_name="parcels", verbose_name=_("shipment"))
    number = models.PositiveSmallIntegerField(_("number"))
    width_cm = models.PositiveIntegerField(_("width, cm"), null=True, blank=True)
    height_cm = models.PositiveIntegerField(_("height, cm"), null=True, blank=True)
    depth_cm = models.PositiveIntegerField(_("depth, cm"), null=True, blank=True)
    weight_g = models.PositiveIntegerField(_("weight, g"), null=True, blank=True)
    contents = models.CharField(_("contents"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("parcel")
        verbose_name_plural = _("parcels")
        ordering = ["shipment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "number"], name="parcel_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="parcel_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id} / {self.number}"


class TrackingEvent(models.Model):
    """One station. Nothing is taken back: a mistake is followed by the right word."""

    shipment = models.ForeignKey(Shipment, models.PROTECT, related_name="events", verbose_name=_("shipment"))
    at = models.DateTimeField(_("at"))
    code = models.CharField(_("what happened"), max_length=16, choices=TrackingCode.choices)
    place = models.CharField(_("place"), max_length=120, blank=True)
    note_ar = models.CharField(_("note in Arabic"), max_length=300, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    source = models.CharField(_("reported by"), max_length=8, choices=TrackingSource.choices)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )
    created_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("tracking event")
        verbose_name_plural = _("tracking events")
        ordering = ["shipment", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code__in=TrackingCode.values), name="tracking_code_known"),
            models.CheckConstraint(
                condition=Q(source__in=TrackingSource.values), name="tracking_source_known"
            ),
            models.CheckConstraint(condition=Q(at__lte=F("created_at")), name="tracking_not_in_the_future"),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="tracking_stays",
                fields=["shipment", "at", "code", "place", "note_ar", "note_en", "source", "created_at"],
            ),
            pgtrigger.Protect(name="tracking_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.shipment_id}: {self.code}"

    @property
    def note(self) -> str:
        """In the reader's language, else as it was written."""
        arabic = (get_language() or "ar").startswith("ar")
        return (self.note_ar or self.note_en) if arabic else (self.note_en or self.note_ar)


class DeliveryProof(models.Model):
    """Who received it, with a picture or a signature where the carrier took one."""

    shipment = models.OneToOneField(
        Shipment, models.PROTECT, related_name="proof", verbose_name=_("shipment")
    )
    receiver = models.CharField(_("received by"), max_length=120)
    photo = models.ImageField(_("picture"), upload_to=proof_path, storage=private, blank=True)
    signature = models.ImageField(_("signature"), upload_to=proof_path, storage=private, blank=True)
    at = models.DateTimeField(_("received"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("written by")
    )

    class Meta:
        verbose_name = _("proof of delivery")
        verbose_name_plural = _("proofs of delivery")
        constraints = [models.CheckConstraint(condition=Q(receiver__gt=""), name="proof_names_the_receiver")]

    def __str__(self) -> str:
        return f"{self.shipment_id}: {self.receiver}"


class Delay(models.Model):
    """The seller's word that a promised day will not be kept (E-Commerce Law Art 14 asks for it)."""

    order = models.ForeignKey("orders.Order", models.PROTECT, related_name="delays", verbose_name=_("order"))
    promised_before = models.DateTimeField(_("promised until then"), null=True, blank=True)
    promised_at = models.DateTimeField(_("promised now"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("announced by")
    )
    at = models.DateTimeField(_("announced"))

    class Meta:
        verbose_name = _("announced delay")
        verbose_name_plural = _("announced delays")
        ordering = ["order", "-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(reason__gt=""), name="delay_has_a_reason"),
            models.CheckConstraint(
                condition=Q(promised_before__isnull=True) | Q(promised_at__gt=F("promised_before")),
                name="delay_is_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.promised_at:%Y-%m-%d}"
