from commissions.progress.services.certifying import issue_certificate
from commissions.progress.services.checking import settle_check
from commissions.progress.services.consenting import ask_consent, give_consent, withdraw_consent
from commissions.progress.services.finishing import catalogue_work
from commissions.progress.services.reading import mark_read, record_staff_reading
from commissions.progress.services.talking import open_conversation, send_message
from commissions.progress.services.telling import sweep, tell_of_message

__all__ = [
    "ask_consent",
    "catalogue_work",
    "give_consent",
    "issue_certificate",
    "mark_read",
    "open_conversation",
    "record_staff_reading",
    "send_message",
    "settle_check",
    "sweep",
    "tell_of_message",
    "withdraw_consent",
]
