"""From bytes to the events' lines. No nesting is followed, no time zone of the file is defined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from icalendar.parser import Contentline

from workshops.agenda.exceptions import CutShort, NotACalendar

LONGEST_LINE: Final = 20_000  # characters; the rest of a longer one is cut
_BREAK: Final = re.compile("\r\n|\r|\n")
_FOLD: Final = re.compile("(?:\r\n|\r|\n)[ \t]")
_BEGIN, _END = "BEGIN:", "END:"
CALENDAR, EVENT = "VCALENDAR", "VEVENT"


@dataclass(frozen=True, slots=True)
class Line:
    """One property: its name in capitals, its parameters, its value."""

    name: str
    params: Mapping[str, str]
    value: str


@dataclass(slots=True)
class Block:
    """The properties of one event, in the order of the file."""

    lines: list[Line] = field(default_factory=list)

    def first(self, name: str) -> Line | None:
        return next((line for line in self.lines if line.name == name), None)

    def all(self, name: str) -> list[Line]:
        return [line for line in self.lines if line.name == name]

    def text(self, name: str) -> str:
        found = self.first(name)
        return found.value if found else ""


@dataclass(slots=True)
class Pages:
    """What stands in a file: the calendar's own lines and its events."""

    head: Block
    events: list[Block]
    crowd: int  # events past the limit, not looked at


def decode(body: bytes) -> str:
    """UTF-8, as the standard says; older Arabic programs write Windows-1256."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("windows-1256", errors="replace")


def split(body: bytes, *, most: int) -> Pages:
    """Raises NotACalendar for something else, CutShort where the end is missing."""
    text = decode(body).lstrip()
    if not text[: len(_BEGIN + CALENDAR)].upper().startswith(_BEGIN + CALENDAR):
        raise NotACalendar
    pages = Pages(Block(), [], 0)
    depth = 0
    open_event: Block | None = None
    for raw in _raw_lines(text):
        mark = raw[:LONGEST_LINE].strip().upper()
        if mark.startswith(_BEGIN):
            depth += 1
            if mark == _BEGIN + EVENT and open_event is None:
                open_event, event_depth = Block(), depth
        elif mark.startswith(_END):
            if open_event is not None and depth == event_depth:
                _keep(pages, open_event, most)
                open_event = None
            depth -= 1
        elif open_event is not None and depth == event_depth:
            _add(open_event, raw)
        elif depth == 1:
            _add(pages.head, raw)
    if depth > 0 or open_event is not None:
        raise CutShort
    return pages


def _keep(pages: Pages, event: Block, most: int) -> None:
    if len(pages.events) < most:
        pages.events.append(event)
    else:
        pages.crowd += 1


def _raw_lines(text: str) -> Iterator[str]:
    return (line for line in _BREAK.split(_FOLD.sub("", text)) if line.strip())


def _add(block: Block, raw: str) -> None:
    """A line that is none is left out: one bad property does not make the event unreadable."""
    try:
        name, params, value = Contentline(raw[:LONGEST_LINE]).parts()  # type: ignore[no-untyped-call]
    except ValueError:
        return
    plain = {str(key).upper(): _one(found) for key, found in params.items()}
    block.lines.append(Line(str(name).upper(), plain, str(value)))


def _one(found: object) -> str:
    return str(found[0]) if isinstance(found, list) and found else str(found)
