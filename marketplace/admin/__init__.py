"""The catalogue in the admin: every write through the services, both languages side by side, no script of others."""

from marketplace.admin.artworks import ArtworkAdmin
from marketplace.admin.collections import CollectionAdmin
from marketplace.admin.people import ArtistAdmin, GalleryAdmin, GalleryArtistAdmin
from marketplace.admin.words import CityAdmin, SearchWordAdmin, TagAdmin

__all__ = [
    "ArtistAdmin",
    "ArtworkAdmin",
    "CityAdmin",
    "CollectionAdmin",
    "GalleryAdmin",
    "GalleryArtistAdmin",
    "SearchWordAdmin",
    "TagAdmin",
]
