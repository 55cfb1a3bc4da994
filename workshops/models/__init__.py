from workshops.models.event import Event
from workshops.models.question import Question
from workshops.models.run import Run, Session
from workshops.models.ticket import Allotment, TicketType
from workshops.models.venue import Venue

__all__ = ["Allotment", "Event", "Question", "Run", "Session", "TicketType", "Venue"]
