"""What the breach register refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class BreachMissing(NotFound):
    code = "incidents.missing"
    message = _("There is no such breach.")


class OfficersOnly(Denied):
    code = "incidents.officers_only"
    message = _("Only the privacy office keeps the breach register.")


class MovedOn(Conflict):
    code = "incidents.moved_on"
    message = _("The breach has moved on in the meantime. Look at where it stands now.")


class TimesWrong(SoukError):
    code = "incidents.times_wrong"
    message = _("It happened before we knew of it, and neither lies in the future.")


class PartsMissing(SoukError):
    code = "incidents.parts_missing"
    message = _("Fill these parts first: %(parts)s.")


class ReasonMissing(SoukError):
    code = "incidents.reason_missing"
    message = _("Write why, so that the authority can follow it.")


class DelayUnexplained(SoukError):
    """Article 24(2): what comes late comes with its justification."""

    code = "incidents.delay_unexplained"
    message = _("The term is over. Write why the report is late before you enter it.")


class NoticeMissing(SoukError):
    code = "incidents.notice_missing"
    message = _("Write this notice first, in both languages.")


class NobodyToTell(SoukError):
    code = "incidents.nobody_to_tell"
    message = _("Put together the list of people first.")


class DrillForStaffOnly(SoukError):
    code = "incidents.drill_for_staff_only"
    message = _("A drill writes to our own staff only. Take everybody else off the list.")


class NotAllTold(Conflict):
    code = "incidents.not_all_told"
    message = _("Not everybody has been written to yet. The rest is on its way.")


class FileRefused(SoukError):
    code = "incidents.file_refused"
    message = _("Choose a file of up to %(limit)s MB that is not empty.")
