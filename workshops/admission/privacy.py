"""What the door and the days after hold about people."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.deeds import Term
from compliance.enums import Basis
from compliance.registry import declare, exempt

ATTENDANCE = _("Two years after the event, then the entries are deleted.")

declare(
    model="admission.CheckIn",
    subject="ticket__registration__booker",
    fields=["at", "device"],
    purpose=_("To let each ticket in once, and to know who attended."),
    basis=Basis.CONTRACT,
    retention=ATTENDANCE,
    export=_("Every entry with its date, its hour and the door."),
    erase=_("Deleted with the account."),
    deed=deeds.delete(),
    term=Term(730, "recorded_at"),
    also=("ticket__holder",),
)
declare(
    model="admission.Feedback",
    subject="by",
    fields=["rating", "words", "public"],
    purpose=_("To tell organisers how it was and, only if you agree, to show it on the event's page."),
    basis=Basis.CONSENT,
    retention=_("Until you withdraw it, five years at most."),
    export=_("What you said of each event, with the date and whether it is shown."),
    erase=_("Your words and your name go; the number of stars stays in the average."),
    deed=deeds.blank(words="", by=None, public=False),
    mentions=("words",),
)
declare(
    model="admission.Certificate",
    subject="ticket__registration__booker",
    fields=["name_ar", "name_en", "reason"],
    purpose=_("To prove attendance to whoever is shown the certificate."),
    basis=Basis.CONTRACT,
    retention=_("Ten years after it was issued."),
    export=_("Every certificate as a file."),
    erase=_("The names are blanked and the certificate is withdrawn."),
    deed=deeds.blank(
        name_ar=deeds.unless_empty("name_ar"),
        name_en=deeds.unless_empty("name_en"),
        revoked_at=lambda certificate: certificate.revoked_at or timezone.now(),
        reason=deeds.MARK,
    ),
    also=("ticket__holder",),
    secret=("code",),
    mentions=("reason",),
)
declare(
    model="admission.Material",
    subject="added_by",
    fields=[],
    purpose=_("Files that organisers hand to participants, and who added them."),
    basis=Basis.CONTRACT,
    retention=_("As long as the event is kept."),
    export=_("The files that you added."),
    erase=_("The file stays with its event; who added it is no longer named."),
    deed=deeds.blank(added_by=None),
    files=(("path", "originals"),),
)
exempt("admission.FeedbackAsk", _("Says only that the participants of a date have been asked."))
