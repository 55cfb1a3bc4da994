"""Times and names in words, for sentences that are put together outside a template."""

from __future__ import annotations

from datetime import datetime, tzinfo

from core.bidi import isolate
from core.dates import both_dates
from mailing.bilingual import Bilingual
from workshops.models import Event, Run


def moment_text(value: datetime, zone: tzinfo) -> str:
    """The day in both calendars and the hour, as the clock on the wall of the place shows them."""
    local = value.astimezone(zone)
    return f"{both_dates(local.date())} {isolate(f'{local:%H:%M}')}"


def title_of(event: Event) -> Bilingual:
    return Bilingual(event.title_ar or event.title_en or "", event.title_en or event.title_ar or "")


def label_of(run: Run) -> Bilingual:
    """The event, with the name of the date where it has one."""
    title = title_of(run.event)
    arabic, english = run.label_ar or run.label_en, run.label_en or run.label_ar
    return Bilingual(f"{title.ar} · {arabic}", f"{title.en} · {english}") if arabic else title
