from mailing.models.message import EmailAttachment, EmailMessage
from mailing.models.notification import Notification
from mailing.models.report import MailReport
from mailing.models.template import EmailTemplate

__all__ = ["EmailAttachment", "EmailMessage", "EmailTemplate", "MailReport", "Notification"]
