"""What conversations, consents and finished works hold about people."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.deeds import Value
from compliance.enums import Basis
from compliance.registry import declare

KEEP = _("Ten years after the commission ended, as the law asks of a merchant's books.")


def _agreed(name: str) -> Value:
    """What was said on the way to a contract is part of it; what led nowhere proves nothing."""
    return lambda row: getattr(row, name) if row.conversation.commission.awarded_at else deeds.MARK


def _sent(name: str, empty: str = deeds.MARK) -> Value:
    return lambda row: getattr(row, name) if row.message.conversation.commission.awarded_at else empty


declare(
    model="progress.Conversation",
    subject="opened_by",
    fields=[],
    purpose=_("Who began to talk about a commission, and when."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every conversation with its dates."),
    erase=_("Kept with its commission; it names no person by itself."),
    deed=deeds.keep("contracts", since="opened_at"),
)
declare(
    model="progress.ReadMark",
    subject="user",
    fields=[],
    purpose=_("How far you have read, so that we tell you of what is new and not of what you know."),
    basis=Basis.CONTRACT,
    retention=_("As long as the conversation."),
    export=_("How far you have read, and when you last looked."),
    erase=_("Deleted with your account."),
    deed=deeds.delete(),
)
declare(
    model="progress.Message",
    subject="author",
    fields=["text"],
    purpose=_("What you and the other side agreed on about the work, as proof for both."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every message that you wrote, with its date."),
    erase=_(
        "Of what was awarded, your words are kept for the legal term; otherwise they are blanked at once."
    ),
    deed=deeds.keep(
        "contracts", since="at", now={"text": _agreed("text")}, later={"text": deeds.MARK}
    ).passing("message_words_stay"),
    mentions=("text",),
)
declare(
    model="progress.Attachment",
    subject="uploaded_by",
    fields=["name", "path"],
    purpose=_("Pictures and documents that you sent. We remove place and device from pictures."),
    basis=Basis.CONTRACT,
    retention=KEEP,
    export=_("Every file that you sent."),
    erase=_(
        "Of what was awarded, kept with its message for the legal term; otherwise the file is deleted at once."
    ),
    deed=deeds.keep(
        "contracts", since="at", now={"name": _sent("name"), "path": _sent("path", "")}, later=None
    ).passing("talk_attachment_stays"),
    files=(("path", "originals"),),
    mentions=("name",),
)
declare(
    model="progress.NamingConsent",
    subject="collector",
    fields=["name_ar", "name_en"],
    purpose=_("Your word on how you may be named beside a work that was made for you."),
    basis=Basis.CONSENT,
    retention=_("As long as the work is shown, and three years after you take it back, as proof."),
    export=_("Every consent with its form, its name, its dates and the language in which you gave it."),
    erase=_("Taken back at once: your name leaves the provenance, and the proof stays without being shown."),
    deed=deeds.keep(
        "consent",
        since="given_at",
        now={
            "name_ar": deeds.unless_empty("name_ar"),
            "name_en": deeds.unless_empty("name_en"),
            "withdrawn_at": lambda row: row.withdrawn_at or timezone.now(),
        },
    ).passing("naming_consent_stays"),
)
declare(
    model="progress.Certificate",
    subject="commission__collector",
    fields=[],
    purpose=_("Proof that the work that was made for you is by its artist. It does not name you."),
    basis=Basis.CONTRACT,
    retention=_("As long as the work exists."),
    export=_("The certificate as a PDF."),
    erase=_("Kept: it names the artist and the work, not the collector."),
    deed=deeds.keep("authorship", since="issued_at"),
    secret=("code",),
)
declare(
    model="progress.FinishedWork",
    subject="commission__collector",
    fields=["provenance_ar", "provenance_en"],
    purpose=_(
        "That the work that was made for you stands in the catalogue, and the line of provenance in it."
    ),
    basis=Basis.CONSENT,
    retention=_("As long as the work stands in the catalogue."),
    export=_("The line of provenance in both languages."),
    erase=_("Your name is taken out of the line; the work stays."),
    deed=deeds.blank(provenance_ar="", provenance_en=""),
    mentions=(
        "provenance_ar",
        "provenance_en",
    ),
)
