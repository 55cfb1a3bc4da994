"""Staff look at registrations here; what happens to them happens through the services."""

from __future__ import annotations

from django.contrib import admin

from core.money import Money
from orders.admin import Kept
from workshops.booking.models import Answer, Registration, Ticket, Transfer, WaitingEntry


class TicketInline(Kept, admin.TabularInline[Ticket, Registration]):
    model = Ticket
    extra = 0
    fields = (
        "number",
        "ticket_type",
        "attendee_name",
        "holder",
        "price_minor",
        "back_minor",
        "state",
        "ended_by",
    )


class AnswerInline(Kept, admin.TabularInline[Answer, Registration]):
    model = Answer
    extra = 0
    fields = ("ticket", "asked", "text")


@admin.register(Registration)
class RegistrationAdmin(Kept, admin.ModelAdmin[Registration]):
    list_display = ("code", "run", "booker", "seats", "amount", "state", "created_at")
    list_filter = ("state", "ended_by", "run__event__kind", "currency")
    search_fields = ("code", "booker__email", "tickets__attendee_name", "order__number")
    list_select_related = ("run__event", "booker")
    date_hierarchy = "created_at"
    inlines = (TicketInline, AnswerInline)

    @admin.display(description=Registration._meta.get_field("total").verbose_name, ordering="total")
    def amount(self, registration: Registration) -> str:
        return Money(registration.total, registration.currency).text()


@admin.register(WaitingEntry)
class WaitingEntryAdmin(Kept, admin.ModelAdmin[WaitingEntry]):
    list_display = ("run", "user", "ticket_type", "seats", "state", "joined_at", "offer_until")
    list_filter = ("state",)
    search_fields = ("user__email", "run__event__title_ar", "run__event__title_en")
    list_select_related = ("run__event", "user", "ticket_type")


@admin.register(Transfer)
class TransferAdmin(Kept, admin.ModelAdmin[Transfer]):
    """The digest of the letter's key is nobody's business."""

    list_display = ("ticket", "from_user", "to_email", "to_user", "state", "offered_at", "until")
    list_filter = ("state",)
    search_fields = ("ticket__registration__code", "from_user__email", "to_email")
    list_select_related = ("ticket__registration", "from_user", "to_user")
    exclude = ("token",)
