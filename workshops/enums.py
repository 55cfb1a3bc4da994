"""What can be offered, where it stands, and where it may go from there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    WORKSHOP = "workshop", _("Workshop")
    OPENING = "opening", _("Exhibition opening")
    TALK = "talk", _("Talk")
    FAIR = "fair", pgettext_lazy("kind of event", "Fair")
    TOUR = "tour", _("Tour")
    SCREENING = "screening", _("Film screening")

    @property
    def teaches(self) -> bool:
        """Has an instructor, a level and something to bring; gives a certificate of attendance."""
        return self == EventKind.WORKSHOP


class EventState(models.TextChoices):
    """`past` is no state: it is published, and its last session is over."""

    DRAFT = "draft", _("Draft")
    REVIEW = "review", _("In review")
    PUBLISHED = "published", pgettext_lazy("state of an event", "Published")
    CANCELLED = "cancelled", pgettext_lazy("state of an event", "Cancelled")

    @property
    def next_states(self) -> frozenset[EventState]:
        state = EventState
        return {
            state.DRAFT: frozenset({state.REVIEW, state.PUBLISHED, state.CANCELLED}),
            state.REVIEW: frozenset({state.DRAFT, state.PUBLISHED, state.CANCELLED}),
            state.PUBLISHED: frozenset({state.CANCELLED}),
            state.CANCELLED: frozenset(),
        }[self]


class Category(models.TextChoices):
    """What it is about."""

    PAINTING = "painting", pgettext_lazy("what a workshop is about", "Painting")
    DRAWING = "drawing", _("Drawing")
    CALLIGRAPHY = "calligraphy", _("Calligraphy")
    PRINTMAKING = "printmaking", _("Printmaking")
    PHOTOGRAPHY = "photography", _("Photography")
    SCULPTURE = "sculpture", _("Sculpture")
    CERAMICS = "ceramics", _("Ceramics and glass")
    TEXTILE = "textile", _("Textile")
    DIGITAL = "digital", _("Digital art")
    HISTORY = "history", _("Art history and heritage")
    COLLECTING = "collecting", _("Collecting and the market")
    OTHER = "other", _("Other")


class Level(models.TextChoices):
    ALL = "all", _("For everybody")
    BEGINNER = "beginner", _("Beginners")
    INTERMEDIATE = "intermediate", _("Some experience")
    ADVANCED = "advanced", _("Advanced")


class TeachingLanguage(models.TextChoices):
    """The language in which it is held. The names of the languages are their own in both catalogues."""

    ARABIC = "ar", _("Arabic")
    ENGLISH = "en", _("English")
    BOTH = "both", _("Arabic and English")


class Place(models.TextChoices):
    IN_PERSON = "in_person", _("In person")
    ONLINE = "online", _("Online")


class Admission(models.TextChoices):
    RSVP = "rsvp", _("Free, with a name on the list")
    TICKETS = "tickets", _("With tickets")


class TicketKind(models.TextChoices):
    STANDARD = "standard", _("Standard")
    EARLY = "early", _("Early")
    GROUP = "group", _("Group")
    CONCESSION = "concession", _("Concession")


class RunState(models.TextChoices):
    """Closed: nobody registers any more, those who did still come."""

    OPEN = "open", pgettext_lazy("state of a run", "Open")
    CLOSED = "closed", pgettext_lazy("state of a run", "Closed")
    CANCELLED = "cancelled", pgettext_lazy("state of a run", "Cancelled")

    @property
    def next_states(self) -> frozenset[RunState]:
        state = RunState
        return {
            state.OPEN: frozenset({state.CLOSED, state.CANCELLED}),
            state.CLOSED: frozenset({state.OPEN, state.CANCELLED}),
            state.CANCELLED: frozenset(),
        }[self]


class QuestionKind(models.TextChoices):
    TEXT = "text", _("Words")
    CHOICE = "choice", _("One of several answers")
    YES_NO = "yes_no", _("Yes or no")


class Policy(models.TextChoices):
    """How much goes back to whoever cancels: the hours and shares are in `workshops.cancelling`."""

    FLEXIBLE = "flexible", _("Flexible")
    MODERATE = "moderate", _("Moderate")
    STRICT = "strict", _("Strict")
