"""What the catalogue holds about people: the public life of artists, which is about the artist's work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.registry import exempt

exempt(
    "marketplace.ArtworkImage",
    _("A picture of a work; who uploaded it is declared with the picture itself."),
)
