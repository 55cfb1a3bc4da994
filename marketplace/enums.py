"""What a work can be, where it stands, and where it may go from there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """The first question a visitor asks of a work."""

    PAINTING = "painting", _("Painting")
    WORK_ON_PAPER = "paper", _("Work on paper")
    PRINT = "print", pgettext_lazy("category of a work", "Print")
    PHOTOGRAPHY = "photography", _("Photography")
    CALLIGRAPHY = "calligraphy", _("Calligraphy")
    SCULPTURE = "sculpture", _("Sculpture")
    CERAMICS = "ceramics", _("Ceramics and glass")
    TEXTILE = "textile", _("Textile")
    INSTALLATION = "installation", _("Installation")
    NEW_MEDIA = "media", _("Film and new media")
    OTHER = "other", _("Other")


class MediumGroup(models.TextChoices):
    """The few groups under which thousands of ways to write a medium are counted."""

    OIL = "oil", _("Oil")
    ACRYLIC = "acrylic", _("Acrylic")
    WATERCOLOUR = "watercolour", _("Watercolour and gouache")
    TEMPERA = "tempera", _("Tempera and pigment")
    INK = "ink", _("Ink")
    DRAWING = "drawing", _("Pencil, chalk and pastel")
    ETCHING = "etching", _("Etching and engraving")
    LITHOGRAPH = "lithograph", _("Lithograph")
    SCREENPRINT = "screenprint", _("Screenprint")
    RELIEF_PRINT = "relief", _("Woodcut and relief print")
    OTHER_PRINT = "print", _("Other print")
    PHOTOGRAPH = "photograph", _("Photograph")
    METAL = "metal", _("Bronze and metal")
    STONE = "stone", _("Stone and plaster")
    WOOD = "wood", _("Wood")
    CLAY = "clay", _("Clay and glass")
    FIBRE = "fibre", _("Fibre and textile")
    SCREEN = "screen", _("Film, video and light")
    MIXED = "mixed", _("Mixed media")
    OTHER = "other", _("Other")


class PublicationState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    PUBLISHED = "published", _("Published")
    ARCHIVED = "archived", _("Archived")

    @property
    def next_states(self) -> frozenset[PublicationState]:
        state = PublicationState
        return {
            state.DRAFT: frozenset({state.IN_REVIEW, state.PUBLISHED, state.ARCHIVED}),
            state.IN_REVIEW: frozenset({state.DRAFT, state.PUBLISHED, state.ARCHIVED}),
            state.PUBLISHED: frozenset({state.DRAFT, state.ARCHIVED}),
            state.ARCHIVED: frozenset({state.DRAFT}),
        }[self]


class Availability(models.TextChoices):
    AVAILABLE = "available", _("Available")
    ON_HOLD = "on_hold", pgettext_lazy("availability of a work", "On hold")
    SOLD = "sold", _("Sold")
    NOT_FOR_SALE = "not_for_sale", _("Not for sale")

    @property
    def next_states(self) -> frozenset[Availability]:
        """A sold work comes back only through its order; one on hold cannot be withdrawn behind its buyer."""
        state = Availability
        return {
            state.AVAILABLE: frozenset({state.ON_HOLD, state.SOLD, state.NOT_FOR_SALE}),
            state.ON_HOLD: frozenset({state.AVAILABLE, state.SOLD}),
            state.SOLD: frozenset({state.AVAILABLE}),
            state.NOT_FOR_SALE: frozenset({state.AVAILABLE, state.SOLD}),
        }[self]


class Antiquity(models.TextChoices):
    """Is it over 100 years old? Saudi law asks for a licence when it is (Heritage Commission)."""

    UNKNOWN = "unknown", _("Not known")
    NO = "no", _("No, it is younger than 100 years")
    YES = "yes", _("Yes, it is over 100 years old")


class Condition(models.TextChoices):
    UNKNOWN = "", _("Not stated")
    NEW = "new", _("New, from the studio")
    EXCELLENT = "excellent", _("Excellent")
    GOOD = "good", _("Good")
    FAIR = "fair", _("Fair, with signs of age")
    RESTORED = "restored", _("Restored")


class Attribution(models.TextChoices):
    """How surely, and in what way, the work is the named artist's."""

    ARTIST = "artist", _("By the artist")
    ATTRIBUTED = "attributed", _("Attributed to the artist")
    STUDIO = "studio", _("Studio of the artist")
    WITH_OTHERS = "others", _("By the artist and others")
    CIRCLE = "circle", _("Circle of the artist")
    FOLLOWER = "follower", _("Follower of the artist")
    MANNER = "manner", _("In the manner of the artist")
    AFTER = "after", _("After the artist")
    FORMERLY = "formerly", _("Formerly attributed to the artist")


class SizeClass(models.TextChoices):
    """By the longest side in centimetres; the same bounds stand in the generated column."""

    SMALL = "small", _("Small, up to 40 cm")
    MEDIUM = "medium", _("Medium, 40 to 100 cm")
    LARGE = "large", _("Large, 100 to 180 cm")
    HUGE = "huge", _("Very large, over 180 cm")


SMALL_UP_TO_CM, MEDIUM_UP_TO_CM, LARGE_UP_TO_CM = 40, 100, 180


class TagKind(models.TextChoices):
    SUBJECT = "subject", pgettext_lazy("kind of tag", "Subject")
    MOVEMENT = "movement", pgettext_lazy("kind of tag", "Movement")
