"""What a seat costs and for whom: ticket types share the seats of a run, each may have its own limit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import Money
from workshops.enums import TicketKind
from workshops.models.event import Event
from workshops.models.run import Run
from workshops.models.venue import NAMED

MOST_AT_ONCE = 50


class TicketType(models.Model):
    """`price_minor` is with VAT and without the event's materials fee; `note` asks for the proof of a
    concession.
    """

    event = models.ForeignKey(
        Event,
        models.CASCADE,
        related_name="ticket_types",
        verbose_name=pgettext_lazy("something that people come to", "event"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TicketKind.choices, default=TicketKind.STANDARD)
    name = models.CharField(_("name"), max_length=120)
    price_minor = models.BigIntegerField(_("price with VAT, minor units"))
    min_quantity = models.PositiveSmallIntegerField(_("at least at once"), default=1)
    max_quantity = models.PositiveSmallIntegerField(_("at most at once"), default=10)
    sale_from = models.DateTimeField(pgettext_lazy("of a ticket", "sold from"), null=True, blank=True)
    sale_until = models.DateTimeField(_("sold until"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    active = models.BooleanField(_("offered"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    if TYPE_CHECKING:
        name_ar: str | None
        name_en: str | None
        note_ar: str | None
        note_en: str | None

    class Meta:
        verbose_name = _("ticket type")
        verbose_name_plural = _("ticket types")
        ordering = ["event", "position", "pk"]
        constraints = [
            models.CheckConstraint(name="ticket_type_has_name", condition=NAMED),
            models.CheckConstraint(name="ticket_type_kind_known", condition=Q(kind__in=TicketKind.values)),
            models.CheckConstraint(
                name="ticket_type_price_not_negative",
                condition=Q(price_minor__gte=0),
                violation_error_message=_("A price is not negative."),
            ),
            models.CheckConstraint(
                name="ticket_type_quantities",
                condition=Q(
                    min_quantity__gte=1,
                    max_quantity__gte=F("min_quantity"),
                    max_quantity__lte=MOST_AT_ONCE,
                ),
            ),
            models.CheckConstraint(
                name="ticket_type_sale_ends_after_start",
                condition=Q(sale_from__isnull=True)
                | Q(sale_until__isnull=True)
                | Q(sale_until__gt=F("sale_from")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def price(self) -> Money:
        """Without the materials fee."""
        return Money(self.price_minor, self.event.currency)

    @property
    def seat_price(self) -> Money:
        """What one seat costs, with VAT and the materials fee: the price that is shown."""
        return self.price + self.event.materials_fee

    def on_sale(self, now: datetime) -> bool:
        begun = self.sale_from is None or self.sale_from <= now
        return self.active and begun and (self.sale_until is None or now < self.sale_until)


class Allotment(models.Model):
    """How many seats of a run go to a ticket type; no limit: as many as the run has."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="allotments", verbose_name=_("run"))
    ticket_type = models.ForeignKey(
        TicketType, models.CASCADE, related_name="allotments", verbose_name=_("ticket type")
    )
    limit = models.PositiveIntegerField(_("limit"), null=True, blank=True)
    taken = models.PositiveIntegerField(_("seats taken"), default=0, editable=False)

    class Meta:
        verbose_name = _("allotment")
        verbose_name_plural = _("allotments")
        ordering = ["run", "ticket_type"]
        constraints = [
            models.UniqueConstraint(fields=["run", "ticket_type"], name="allotment_once"),
            models.CheckConstraint(
                name="allotment_within_limit",
                condition=Q(taken__gte=0) & (Q(limit__isnull=True) | Q(taken__lte=F("limit"))),
                violation_error_message=_("More tickets of this type are taken than it has."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.run} · {self.ticket_type}"

    @property
    def left(self) -> int:
        """Seats that this type may still take, the run's own room considered."""
        room = self.run.free_seats
        return room if self.limit is None else min(room, self.limit - self.taken)
