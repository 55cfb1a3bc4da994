"""Every write of the catalogue."""

from marketplace.services.artworks import (
    ArtworkFields,
    create_artwork,
    feature_artwork,
    update_artwork,
)
from marketplace.services.availability import (
    hold_artwork,
    mark_available,
    mark_sold,
    release_artwork,
    withdraw_artwork,
)
from marketplace.services.buying import buy_artwork, check_for_sale, settle_sale, undo_hold, undo_sale
from marketplace.services.collections import create_collection, publish_collection, update_collection
from marketplace.services.images import add_image, describe_image, move_image, remove_image
from marketplace.services.people import (
    create_artist,
    create_gallery,
    end_representation,
    represent_artist,
    update_artist,
    update_gallery,
    verify,
)
from marketplace.services.publication import (
    archive_artwork,
    publish_artwork,
    restore_artwork,
    return_artwork,
    submit_artwork,
    unpublish_artwork,
)

__all__ = [
    "ArtworkFields",
    "add_image",
    "archive_artwork",
    "buy_artwork",
    "check_for_sale",
    "create_artist",
    "create_artwork",
    "create_collection",
    "create_gallery",
    "describe_image",
    "end_representation",
    "feature_artwork",
    "hold_artwork",
    "mark_available",
    "mark_sold",
    "move_image",
    "publish_artwork",
    "publish_collection",
    "release_artwork",
    "remove_image",
    "represent_artist",
    "restore_artwork",
    "return_artwork",
    "settle_sale",
    "submit_artwork",
    "undo_hold",
    "undo_sale",
    "unpublish_artwork",
    "update_artist",
    "update_artwork",
    "update_collection",
    "update_gallery",
    "verify",
    "withdraw_artwork",
]
