"""What a person is here, and how far they have come."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    COLLECTOR = "collector", _("Collector")
    ARTIST = "artist", _("Artist")
    GALLERY = "gallery", _("Gallery")
    STAFF = "staff", _("Staff")


class Stage(models.TextChoices):
    """Life-cycle stage; a visitor has no account yet and is counted, not stored."""

    VISITOR = "visitor", _("Visitor")
    REGISTERED = "registered", _("Registered")
    ACTIVE = "active", _("Active")
    COLLECTOR = "collector", _("Collector")
    SELLER = "seller", _("Seller")
    DORMANT = "dormant", _("Dormant")
