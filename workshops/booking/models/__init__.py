from workshops.booking.models.registration import Answer, Registration, Ticket
from workshops.booking.models.transfer import Transfer
from workshops.booking.models.waiting import WaitingEntry

__all__ = ["Answer", "Registration", "Ticket", "Transfer", "WaitingEntry"]
