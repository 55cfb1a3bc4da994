"""What the consent room holds about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.deeds import Term
from compliance.enums import Basis
from compliance.registry import declare, exempt

declare(
    model="consents.Consent",
    subject="user",
    fields=["purpose", "given", "text", "means", "at", "ip_prefix", "agent", "note"],
    purpose=_("To prove what you agreed to, with which words, when and how, and when you took it back."),
    basis=Basis.LEGAL,
    retention=_("As long as the account exists, and five years after a consent ended."),
    export=_("Every answer with its date and the words you were shown."),
    erase=_(
        "The answer is kept under the bare number of the account, as proof; where it came from is blanked."
    ),
    deed=deeds.keep("consent", since="at", now={"ip_prefix": "", "agent": "", "note": ""}).passing(
        "consent_only_blanked"
    ),
    mentions=("note",),
)
declare(
    model="consents.Guardianship",
    subject="child",
    also=("guardian",),
    by_email=("guardian_email",),
    fields=["birth_date", "guardian_name", "guardian_email", "state", "asked_at", "verified_at"],
    purpose=_("To ask the parent or guardian of somebody who is not eighteen yet."),
    basis=Basis.LEGAL,
    retention=_("Until the eighteenth birthday, and as long as the consents that rest on it must be proved."),
    export=_("Your date of birth, and how your guardian confirmed."),
    erase=_("Names and addresses are overwritten; that a guardian confirmed is kept as proof."),
    deed=deeds.keep(
        "consent",
        since="asked_at",
        now={
            "guardian_name": "",
            "guardian_email": lambda row: f"erased-{row.pk}@erased.invalid",
            # The end of the year: whoever asked, the young person is never made older than they are.
            "birth_date": lambda row: row.birth_date.replace(month=12, day=31),
        },
    ),
)
declare(
    model="consents.GuardianRequest",
    subject="guardianship__child",
    fields=["purposes", "asked_at", "answered_at"],
    purpose=_("To send your guardian a question and to take the answer once."),
    basis=Basis.LEGAL,
    retention=_("Thirty days after it was asked."),
    export=_("What you asked your guardian, and when it was answered."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
    term=Term(30, "asked_at"),
    secret=("code_hash",),
)
exempt("consents.PurposeText", _("The words of our questions; nothing about a person."))
