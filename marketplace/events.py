"""Acts on the catalogue that the audit log knows, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.audit import register

ARTIST_CREATED = register("marketplace.artist.created", _("Artist added"))
ARTIST_UPDATED = register("marketplace.artist.updated", _("Artist changed"))
GALLERY_CREATED = register("marketplace.gallery.created", _("Gallery added"))
GALLERY_UPDATED = register("marketplace.gallery.updated", _("Gallery changed"))
REPRESENTATION_BEGUN = register("marketplace.representation.begun", _("Gallery began to represent an artist"))
REPRESENTATION_ENDED = register(
    "marketplace.representation.ended", _("Gallery ceased to represent an artist")
)
ARTWORK_CREATED = register("marketplace.artwork.created", _("Work added"))
ARTWORK_UPDATED = register("marketplace.artwork.updated", _("Work changed"))
ARTWORK_SUBMITTED = register("marketplace.artwork.submitted", _("Work sent for review"))
ARTWORK_RETURNED = register("marketplace.artwork.returned", _("Work returned to its seller"))
ARTWORK_PUBLISHED = register("marketplace.artwork.published", _("Work published"))
ARTWORK_ARCHIVED = register("marketplace.artwork.archived", _("Work archived"))
ARTWORK_RESTORED = register("marketplace.artwork.restored", _("Work brought back from the archive"))
ARTWORK_HELD = register("marketplace.artwork.held", _("Work put on hold"))
ARTWORK_RELEASED = register("marketplace.artwork.released", _("Hold on a work ended"))
ARTWORK_SOLD = register("marketplace.artwork.sold", _("Work sold"))
ARTWORK_AVAILABLE = register("marketplace.artwork.available", _("Work available again"))
ARTWORK_WITHDRAWN = register("marketplace.artwork.withdrawn", _("Work taken off sale"))
ARTWORK_FEATURED = register("marketplace.artwork.featured", _("Choice of featured works changed"))
IMAGE_ADDED = register("marketplace.image.added", _("Picture added to a work"))
IMAGE_CHANGED = register("marketplace.image.changed", _("Picture of a work described or moved"))
IMAGE_REMOVED = register("marketplace.image.removed", _("Picture removed from a work"))
COLLECTION_CREATED = register("marketplace.collection.created", _("Collection put together"))
COLLECTION_UPDATED = register("marketplace.collection.updated", _("Collection changed"))
COLLECTION_PUBLISHED = register("marketplace.collection.published", _("Collection published"))
IMPORT_FINISHED = register("marketplace.import.finished", _("Sheet of works taken in"))
