"""What the records refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class RecordMissing(NotFound):
    code = "records.missing"
    message = _("There is no such record.")


class OfficersOnly(Denied):
    code = "records.officers_only"
    message = _("Only the privacy office may change the records.")


class MovedOn(Conflict):
    code = "records.moved_on"
    message = _("Somebody has saved this record in the meantime. Look at what they wrote, then save again.")


class NotFilled(SoukError):
    code = "records.not_filled"
    message = _("Answer every question before you decide: %(left)s still open.")


class NoBasis(SoukError):
    """Law, Article 6(4): sensitive data never rests on a legitimate interest."""

    code = "records.no_basis"
    message = _("Sensitive data may not rest on a legitimate interest. Choose another legal basis.")


class Decided(Conflict):
    code = "records.decided"
    message = _("This assessment is decided. Begin a new one if the processing changes.")


class StillActive(Conflict):
    code = "records.still_active"
    message = _("The declarations still hold this activity. It ends when its app stops declaring it.")
