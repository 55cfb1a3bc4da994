from commissions.progress.models.consent import NamingConsent
from commissions.progress.models.conversation import Conversation, ReadMark
from commissions.progress.models.finished import Certificate, FinishedWork
from commissions.progress.models.message import Attachment, Message

__all__ = [
    "Attachment",
    "Certificate",
    "Conversation",
    "FinishedWork",
    "Message",
    "NamingConsent",
    "ReadMark",
]
