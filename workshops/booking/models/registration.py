"""Who comes to a run: one registration of one booker, with a ticket for each seat."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.money import Money
from workshops.booking import codes
from workshops.booking.enums import (
    REGISTRATION_TRANSITIONS,
    TICKET_TRANSITIONS,
    EndedBy,
    RegistrationState,
    TicketState,
)

MOST_SEATS = 20
"""Seats that one person may hold of one run; whoever brings more writes to the organiser."""


class Registration(models.Model):
    """`total` is what its seats cost when it was made, minor units of `currency` with VAT.

    `moved_at` is set when the run was moved afterwards: it may then be cancelled for all of the money.
    """

    code = models.CharField(_("code"), max_length=11, unique=True, default=codes.registration_code)
    run = models.ForeignKey(
        "workshops.Run", models.PROTECT, related_name="registrations", verbose_name=_("date")
    )
    booker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations", verbose_name=_("booker")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RegistrationState.choices, default=RegistrationState.RESERVED
    )
    language = models.CharField(_("language"), max_length=7, default="ar")
    order = models.OneToOneField(
        "orders.Order",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="registration",
        verbose_name=_("order"),
    )
    seats = models.PositiveSmallIntegerField(_("seats"))
    total = models.BigIntegerField(_("total with VAT"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    expires_at = models.DateTimeField(_("to be paid by"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.CharField(_("why it ended"), max_length=8, choices=EndedBy.choices, blank=True)
    moved_at = models.DateTimeField(_("told of another time"), null=True, blank=True)

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["booker", "-created_at"], name="registration_booker_recent"),
            models.Index(fields=["run", "state"], name="registration_run_state"),
            models.Index(fields=["expires_at"], name="registration_to_expire", condition=Q(state="reserved")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "booker"], condition=Q(state="reserved"), name="registration_reserved_once"
            ),
            models.CheckConstraint(condition=Q(code__regex=codes.SHAPE), name="registration_code_shape"),
            models.CheckConstraint(
                condition=Q(state__in=RegistrationState.values), name="registration_state_known"
            ),
            models.CheckConstraint(
                condition=Q(seats__gte=1, seats__lte=MOST_SEATS), name="registration_seats_positive"
            ),
            models.CheckConstraint(condition=Q(total__gte=0), name="registration_total_not_negative"),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="registration_currency_shape"
            ),
            models.CheckConstraint(
                condition=~Q(state="reserved") | Q(expires_at__isnull=False, total__gt=0),
                name="registration_reserved_has_an_end",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False),
                name="registration_confirmed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(total=0) | Q(order__isnull=False),
                name="registration_paid_has_an_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["reserved", "confirmed"], cancelled_at__isnull=True, ended_by="")
                | Q(
                    state__in=["cancelled", "expired"],
                    cancelled_at__isnull=False,
                    ended_by__in=EndedBy.values,
                ),
                name="registration_ended_says_why",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="registration_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in REGISTRATION_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="registration_terms_stay",
                fields=["code", "run", "booker", "seats", "total", "currency", "created_at"],
            ),
            pgtrigger.Protect(name="registration_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("booking:registration", args=[self.code])

    @property
    def status(self) -> RegistrationState:
        return RegistrationState(self.state)

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)

    @property
    def source(self) -> str:
        """What its order is placed for."""
        return f"registration:{self.pk}"


class Ticket(models.Model):
    """One seat. `holder` is whoever it was handed over to; without one it is the booker's.

    `price_minor` is the seat's price with VAT and materials, `back_minor` what went back of it so far. `line` is
    its line of the paid bill: until the payment the checkout may write the bill anew.
    """

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="tickets", verbose_name=_("registration")
    )
    ticket_type = models.ForeignKey(
        "workshops.TicketType",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("kind of ticket"),
    )
    number = models.PositiveSmallIntegerField(_("number"))
    secret = models.CharField(_("secret"), max_length=32, unique=True, default=codes.ticket_secret)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="held_tickets",
        verbose_name=_("handed over to"),
    )
    attendee_name = models.CharField(_("who comes"), max_length=120)
    attendee_email = models.EmailField(_("e-mail address of who comes"), blank=True)
    minor = models.BooleanField(_("comes with a guardian's consent"), default=False)
    guardian_name = models.CharField(_("guardian's name"), max_length=120, blank=True)
    guardian_agreed_at = models.DateTimeField(_("guardian agreed"), null=True, blank=True)
    price_minor = models.BigIntegerField(_("price with VAT"), default=0)
    back_minor = models.BigIntegerField(_("paid back"), default=0)
    line = models.OneToOneField(
        "orders.OrderLine",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="ticket",
        verbose_name=_("line of the bill"),
    )
    state = models.CharField(_("state"), max_length=10, choices=TicketState.choices, default=TicketState.HELD)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    ended_by = models.CharField(_("why it ended"), max_length=8, choices=EndedBy.choices, blank=True)

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        ordering = ["registration", "number"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "number"], name="ticket_number_once"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=MOST_SEATS), name="ticket_number_sane"
            ),
            models.CheckConstraint(
                condition=Q(secret__regex=codes.OPAQUE_SHAPE), name="ticket_secret_long_enough"
            ),
            models.CheckConstraint(condition=Q(attendee_name__gt=""), name="ticket_names_somebody"),
            models.CheckConstraint(
                condition=Q(minor=False) | Q(guardian_name__gt="", guardian_agreed_at__isnull=False),
                name="ticket_minor_has_a_guardian",
            ),
            models.CheckConstraint(
                condition=Q(price_minor__gte=0, back_minor__gte=0, back_minor__lte=F("price_minor")),
                name="ticket_money_sane",
            ),
            models.CheckConstraint(condition=Q(state__in=TicketState.values), name="ticket_state_known"),
            models.CheckConstraint(
                condition=~Q(state="valid") | Q(price_minor=0) | Q(line__isnull=False),
                name="ticket_valid_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["held", "valid"], cancelled_at__isnull=True, ended_by="")
                | Q(state="cancelled", cancelled_at__isnull=False, ended_by__in=EndedBy.values),
                name="ticket_cancelled_says_why",
            ),
        ]
        triggers = [
            pgtrigger.FSM(
                name="ticket_state_moves",
                field="state",
                transitions=[(a.value, b.value) for a, b in TICKET_TRANSITIONS],
            ),
            pgtrigger.ReadOnly(
                name="ticket_terms_stay", fields=["registration", "ticket_type", "number", "price_minor"]
            ),
            pgtrigger.Protect(name="ticket_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """ "RG-7KQ2M9XA-2": how the door and the booker name it."""
        return f"{self.registration.code}-{self.number}"

    @property
    def status(self) -> TicketState:
        return TicketState(self.state)

    @property
    def owner_id(self) -> int:
        """Whose seat it is now."""
        return self.holder_id or self.registration.booker_id

    @property
    def price(self) -> Money:
        return Money(self.price_minor, self.registration.currency)

    @property
    def back(self) -> Money:
        return Money(self.back_minor, self.registration.currency)


class Answer(models.Model):
    """What was answered to the organiser's question; `asked` keeps it as it was put on the day."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    ticket = models.ForeignKey(
        Ticket, models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("ticket")
    )
    question = models.ForeignKey(
        "workshops.Question",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("question"),
    )
    asked = models.CharField(_("question as it was put"), max_length=300)
    text = models.CharField(_("answer"), max_length=500)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["registration", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"],
                condition=Q(ticket__isnull=True),
                name="answer_once_a_registration",
            ),
            models.UniqueConstraint(
                fields=["ticket", "question"],
                condition=Q(ticket__isnull=False),
                name="answer_once_a_ticket",
            ),
            models.CheckConstraint(condition=Q(text__gt=""), name="answer_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
