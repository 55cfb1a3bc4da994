from marketplace.models.artwork import Artwork, ArtworkArtist
from marketplace.models.collection import Collection, CollectionItem
from marketplace.models.image import ArtworkImage
from marketplace.models.people import Artist, Gallery, GalleryArtist
from marketplace.models.place import City
from marketplace.models.search import ArtworkSearch, SearchWord
from marketplace.models.tag import Tag

__all__ = [
    "Artist",
    "Artwork",
    "ArtworkArtist",
    "ArtworkImage",
    "ArtworkSearch",
    "City",
    "Collection",
    "CollectionItem",
    "Gallery",
    "GalleryArtist",
    "SearchWord",
    "Tag",
]
