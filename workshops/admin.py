"""The programme for staff: rows are looked at, the acts are the services'; imports are published or returned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from core.errors import SoukError
from orders.admin import Kept
from workshops import services
from workshops.models import Allotment, Event, Question, Run, Session, TicketType, Venue

if TYPE_CHECKING:
    EventBase = admin.ModelAdmin[Event]
else:
    EventBase = admin.ModelAdmin

RETURNED = _("Please look through it again: something in it is not clear yet.")


class RunInline(Kept, admin.TabularInline[Run, Event]):
    model = Run
    extra = 0
    fields = ("number", "starts_at", "ends_at", "time_zone", "capacity", "taken", "state")
    readonly_fields = ("taken",)


class TicketInline(Kept, admin.TabularInline[TicketType, Event]):
    model = TicketType
    extra = 0
    fields = ("name", "kind", "price_minor", "sale_from", "sale_until", "active")


class QuestionInline(Kept, admin.TabularInline[Question, Event]):
    model = Question
    extra = 0
    fields = ("text", "kind", "required", "per_seat", "active")


@admin.register(Event)
class EventAdmin(Kept, EventBase):
    list_display = ("title", "kind", "seller", "state", "published_at", "external_url")
    list_filter = ("state", "kind", "category", "place", "admission")
    search_fields = ("title_ar", "title_en", "slug", "seller__name_ar", "seller__name_en")
    list_select_related = ("seller",)
    date_hierarchy = "created_at"
    inlines = (RunInline, TicketInline, QuestionInline)
    actions = ("publish", "give_back")

    @admin.action(description=_("Publish the chosen events"))
    def publish(self, request: HttpRequest, chosen: QuerySet[Event]) -> None:
        done = self._each(
            request, chosen, lambda event: services.publish_event(event=event, by=self._by(request))
        )
        if done:
            said = ngettext("%(total)s event is published.", "%(total)s events are published.", done)
            self.message_user(request, said % {"total": done}, messages.SUCCESS)

    @admin.action(description=_("Return the chosen events to their sellers"))
    def give_back(self, request: HttpRequest, chosen: QuerySet[Event]) -> None:
        done = self._each(
            request,
            chosen,
            lambda event: services.return_event(event=event, by=self._by(request), note=str(RETURNED)),
        )
        if done:
            said = ngettext("%(total)s event is returned.", "%(total)s events are returned.", done)
            self.message_user(request, said % {"total": done}, messages.SUCCESS)

    def _each(self, request: HttpRequest, chosen: QuerySet[Event], act: Any) -> int:
        """How many went well; each that did not is named with its reason."""
        done = 0
        for event in chosen:
            try:
                act(event)
                done += 1
            except SoukError as refusal:
                said = _("%(title)s: %(reason)s") % {"title": event.title, "reason": refusal.text}
                self.message_user(request, said, messages.WARNING)
        return done

    @staticmethod
    def _by(request: HttpRequest) -> Any:
        return request.user


class SessionInline(Kept, admin.TabularInline[Session, Run]):
    model = Session
    extra = 0
    fields = ("position", "starts_at", "ends_at", "topic")


class AllotmentInline(Kept, admin.TabularInline[Allotment, Run]):
    model = Allotment
    extra = 0
    fields = ("ticket_type", "limit", "taken")
    readonly_fields = ("taken",)


@admin.register(Run)
class RunAdmin(Kept, admin.ModelAdmin[Run]):
    list_display = ("event", "number", "starts_at", "time_zone", "capacity", "taken", "state")
    list_filter = ("state", "event__kind")
    search_fields = ("event__title_ar", "event__title_en", "event__slug")
    list_select_related = ("event",)
    date_hierarchy = "starts_at"
    inlines = (SessionInline, AllotmentInline)


@admin.register(Venue)
class VenueAdmin(Kept, admin.ModelAdmin[Venue]):
    list_display = ("name", "seller", "city", "time_zone", "active")
    list_filter = ("active", "time_zone")
    search_fields = ("name_ar", "name_en", "seller__name_ar", "seller__name_en")
    list_select_related = ("seller", "city")
