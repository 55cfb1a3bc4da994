"""What is known of an event, as pairs of words; and its rule for giving a seat back, in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.money import Money
from workshops.cancelling import ALL, STEPS
from workshops.enums import EventKind
from workshops.models import Event

DAY_HOURS = 24


def facts_of(event: Event) -> list[tuple[str, str]]:
    """In the order of a reader's questions; empty ones are left out. Amounts stand in the ticket table."""
    level = str(event.get_level_display()) if EventKind(event.kind).teaches else ""
    found = [
        (_("Kind"), str(event.get_kind_display())),
        (_("Category"), str(event.get_category_display())),
        (_("Level"), level),
        (_("Language"), str(event.get_teaching_language_display())),
        (_("Age"), _ages(event)),
        (_("Materials"), _materials(event)),
    ]
    return [(name, text) for name, text in found if text]


def _ages(event: Event) -> str:
    """Who may come, and who needs a guardian's word."""
    least = ""
    if event.min_age:
        least = ngettext("From %(n)s year", "From %(n)s years", event.min_age) % {"n": event.min_age}
    if not event.guardian_below:
        return least
    text = ngettext(
        "below %(n)s year with a guardian’s consent",
        "below %(n)s years with a guardian’s consent",
        event.guardian_below,
    ) % {"n": event.guardian_below}
    return pgettext("between parts of a line", ", ").join(part for part in (least, text) if part)


def _materials(event: Event) -> str:
    if not event.materials_fee_minor:
        return ""
    fee = Money(event.materials_fee_minor, event.currency).text()
    return _("%(fee)s a seat, within the price shown") % {"fee": fee}


def cancelling_of(event: Event) -> list[str]:
    """What goes back to whoever cannot come, from the widest step to the last; free events only ask for a word."""
    if not event.registers_here:
        return []
    if event.is_free:
        return [_("Tell us if you cannot come: somebody else waits for the seat.")]
    steps = [_step(int(ahead.total_seconds()) // 3600, bps) for ahead, bps in STEPS[event.policy]]
    return [
        *steps,
        _("After that nothing goes back."),
        _("In any case: everything within seven days of paying, as long as it has not begun."),
        _("If the organiser cancels it, or moves it and you cannot come, everything goes back."),
    ]


def _step(hours: int, bps: int) -> str:
    """Days where it is days, for two and more; hours otherwise."""
    everything = bps == ALL
    if hours % DAY_HOURS == 0 and hours > DAY_HOURS * 2:
        n = hours // DAY_HOURS
        text = (
            ngettext("Until %(n)s day before: everything.", "Until %(n)s days before: everything.", n)
            if everything
            else ngettext("Until %(n)s day before: %(share)s%%.", "Until %(n)s days before: %(share)s%%.", n)
        )
    else:
        n = hours
        text = (
            ngettext("Until %(n)s hour before: everything.", "Until %(n)s hours before: everything.", n)
            if everything
            else ngettext(
                "Until %(n)s hour before: %(share)s%%.", "Until %(n)s hours before: %(share)s%%.", n
            )
        )
    return text % {"n": n, "share": bps // 100}
