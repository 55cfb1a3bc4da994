"""The time line in words."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from compliance.incidents.models import Entry

STEPS: Final[dict[str, Promise]] = {
    "opened": _("Entered in the register"),
    "described": _("Description changed"),
    "assessed": _("Assessed"),
    "reported": _("Reported to the authority"),
    "supplement": _("Report supplemented"),
    "told": _("Everybody on the list has been written to"),
    "closed": _("Closed"),
    "listed": _("People put on the list"),
    "sending": _("Sending to the people concerned begun"),
    "notice_authority": _("Notice to the authority written"),
    "notice_subjects": _("Notice to the people written"),
    "evidence": _("Evidence kept"),
    "measure_done": _("Measure done"),
    "note": pgettext_lazy("time line", "Note"),
}
QUIET: Final = frozenset({"described"})


def told(entry: Entry) -> str:
    """One line of the time line, in the active language."""
    if entry.mark is not None:
        if entry.mark == 0:
            return str(_("Reminder: the term is over"))
        text = ngettext("Reminder: %(hours)s hour left", "Reminder: %(hours)s hours left", entry.mark)
        return text % {"hours": entry.mark}
    step = str(STEPS.get(entry.code, entry.code))
    return f"{step}: {entry.text}" if entry.text and entry.code not in QUIET else step
