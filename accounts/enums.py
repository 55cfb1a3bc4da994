"""What a person is here, and how far they have come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    COLLECTOR = "collector", pgettext_lazy("role", "Collector")
    ARTIST = "artist", pgettext_lazy("role", "Artist")
    GALLERY = "gallery", pgettext_lazy("role", "Gallery")
    STAFF = "staff", pgettext_lazy("role", "Staff")

    @property
    def sells(self) -> bool:
        return self in {Role.ARTIST, Role.GALLERY}

    @property
    def self_service(self) -> bool:
        """Whether a person may take this role without asking anybody."""
        return self is not Role.STAFF


class Stage(models.TextChoices):
    """Life-cycle stage; a visitor has no account yet and is counted, not stored."""

    VISITOR = "visitor", _("Visitor")
    REGISTERED = "registered", _("Registered")
    ACTIVE = "active", pgettext_lazy("stage of a person", "Active")
    COLLECTOR = "collector", _("Collector")
    SELLER = "seller", _("Seller")
    DORMANT = "dormant", _("Dormant")

    def may_become(self, other: Stage) -> bool:
        return other in STAGE_TRANSITIONS[self]


# A seller stays a seller when they buy; a sleeper wakes to what they were.
STAGE_TRANSITIONS: dict[Stage, frozenset[Stage]] = {
    Stage.VISITOR: frozenset({Stage.REGISTERED}),
    Stage.REGISTERED: frozenset({Stage.ACTIVE, Stage.COLLECTOR, Stage.SELLER, Stage.DORMANT}),
    Stage.ACTIVE: frozenset({Stage.COLLECTOR, Stage.SELLER, Stage.DORMANT}),
    Stage.COLLECTOR: frozenset({Stage.SELLER, Stage.DORMANT}),
    Stage.SELLER: frozenset({Stage.DORMANT}),
    Stage.DORMANT: frozenset({Stage.REGISTERED, Stage.ACTIVE, Stage.COLLECTOR, Stage.SELLER}),
}


class StageEvent(models.TextChoices):
    """What moves a person from one stage to the next."""

    SIGNED_UP = "signed_up", _("Signed up")
    EMAIL_CONFIRMED = "email_confirmed", _("Confirmed the e-mail address")
    SIGNED_IN = "signed_in", _("Signed in")
    BOUGHT = "bought", _("Bought a work")
    OPENED_STUDIO = "opened_studio", _("Opened a studio")
    FELL_SILENT = "fell_silent", _("Twelve months without a sign-in")


class Theme(models.TextChoices):
    SYSTEM = "system", _("As on my device")
    LIGHT = "light", pgettext_lazy("theme", "Light")
    DARK = "dark", pgettext_lazy("theme", "Dark")
