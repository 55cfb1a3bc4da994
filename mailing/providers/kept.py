"""The default: mail stays in the database, readable at the staff page."""

from __future__ import annotations

from mailing.models import EmailMessage
from mailing.providers.interface import Kept, Outcome


class KeptProvider:
    code = "kept"

    def send(self, message: EmailMessage) -> Outcome:
        del message
        return Kept()
