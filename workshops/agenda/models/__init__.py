from workshops.agenda.models.feed import Feed, FeedItem
from workshops.agenda.models.key import CalendarKey
from workshops.agenda.models.reminder import Reminder

__all__ = ["CalendarKey", "Feed", "FeedItem", "Reminder"]
