"""What kind of event a title speaks of: a guess that its seller may change. Pure."""

from __future__ import annotations

from typing import Final

from workshops.agenda.matching import words
from workshops.enums import EventKind

# The first that fits counts: "talk at the fair" is a talk.
SPOKEN: Final[tuple[tuple[EventKind, str], ...]] = (
    (EventKind.WORKSHOP, "workshop course class masterclass ورشة ورش الورشة دورة الدورة درس دروس"),
    (
        EventKind.TALK,
        "talk lecture panel conversation seminar محاضرة المحاضرة ندوة الندوة حوار لقاء جلسة حديث",
    ),
    (EventKind.TOUR, "tour walk visit جولة الجولة جولات زيارة"),
    (EventKind.SCREENING, "film screening cinema فيلم الفيلم أفلام عرض سينما"),
    (EventKind.FAIR, "fair market bazaar سوق السوق بازار ملتقى"),
    (EventKind.OPENING, "opening exhibition vernissage افتتاح معرض المعرض"),
)
_WORDS: Final = tuple((kind, words(text)) for kind, text in SPOKEN)


def guess(title: str) -> EventKind:
    said = words(title)
    return next((kind for kind, known in _WORDS if said & known), EventKind.TALK)
