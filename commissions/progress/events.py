"""Audit codes of conversations and finished works, and what goes out on commit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commissions.progress.models import Message
from compliance import audit
from core import outbox

audit.register("progress.conversation.opened", _("Conversation about a commission opened"))
audit.register("progress.message.held", _("Message held for a check"))
audit.register("progress.message.released", _("Held message sent after a check"))
audit.register("progress.message.refused", _("Held message refused"))
audit.register("progress.conversation.read_by_staff", _("Conversation read by staff"))
audit.register("progress.consent.given", _("Consent to be named given"))
audit.register("progress.consent.withdrawn", _("Consent to be named taken back"))
audit.register("progress.consent.asked", _("Consent to be named asked for"))
audit.register("progress.certificate.issued", _("Certificate of authenticity issued"))
audit.register("progress.work.catalogued", _("Commissioned work put into the catalogue"))
audit.register("progress.work.provenance_changed", _("Line of provenance changed with the consent"))


def shown(message: Message) -> None:
    """The other side hears of it, once for a message."""
    outbox.enqueue("progress.message", {"message": message.pk}, key=f"talk-message:{message.pk}")


def tell(kind: str, *, subject: int, key: str) -> None:
    """A letter is due: `kind` is a letter of `letters.py`, `subject` the key of what it is about."""
    outbox.enqueue(
        "progress.letter", {"kind": kind, "subject": subject, "key": key}, key=f"progress-letter:{key}"
    )
