"""What the calendar refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class NotYourCalendar(Denied):
    code = "agenda.not_yours"
    message = _("Only the people of this gallery or artist's account may bring in events for it.")


class KeyMissing(NotFound):
    code = "agenda.key_missing"
    message = _("You have no calendar address. Make one first.")


class TooLarge(SoukError):
    """More bytes than we read."""

    code = "agenda.too_large"
    message = _(
        "This calendar is larger than %(limit)s MB, so we did not read it. "
        "Export fewer months, or split it into parts."
    )


class NotACalendar(SoukError):
    code = "agenda.not_a_calendar"
    message = _("This is no calendar file: it does not begin with BEGIN:VCALENDAR. Export it as iCal (.ics).")


class CutShort(SoukError):
    code = "agenda.cut_short"
    message = _("This calendar file breaks off in the middle. Export it again and send the whole file.")


class Unreadable(SoukError):
    code = "agenda.unreadable"
    message = _("We could not read a single event in this calendar. Export it again as iCal (.ics).")


class AddressInvalid(SoukError):
    code = "agenda.address_invalid"
    message = _("Enter a whole address that begins with https:// or webcal://.")


class TooManyFeeds(Conflict):
    code = "agenda.too_many_feeds"
    message = _("You follow %(limit)s calendars already. Remove one before you add another.")


class FeedKnown(Conflict):
    code = "agenda.feed_known"
    message = _("You follow this calendar already.")


class TooSoon(Conflict):
    code = "agenda.too_soon"
    message = _("We looked at this calendar a moment ago. Try again in a few minutes.")


class ItemDecided(Conflict):
    code = "agenda.item_decided"
    message = _("This event was decided in the meantime. Reload the page.")


class ItemPast(Conflict):
    code = "agenda.item_past"
    message = _("“%(title)s” has begun already, so it can no longer be taken in.")
