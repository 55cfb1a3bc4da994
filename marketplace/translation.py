"""Which texts of the catalogue exist in both languages."""

from modeltranslation.translator import TranslationOptions, register

from marketplace.models import Artist, Artwork, ArtworkImage, City, Collection, Gallery, Tag


@register(City)
class CityTranslation(TranslationOptions):
    fields = ("name",)


@register(Tag)
class TagTranslation(TranslationOptions):
    fields = ("name",)


@register(Artist)
class ArtistTranslation(TranslationOptions):
    fields = ("name", "bio")


@register(Gallery)
class GalleryTranslation(TranslationOptions):
    fields = ("name", "about", "address")


@register(Artwork)
class ArtworkTranslation(TranslationOptions):
    fields = (
        "title",
        "description",
        "date_text",
        "medium",
        "materials",
        "dimensions_note",
        "signature",
        "framing",
        "condition_note",
        "provenance",
        "credit_line",
    )


@register(ArtworkImage)
class ArtworkImageTranslation(TranslationOptions):
    fields = ("alt",)


@register(Collection)
class CollectionTranslation(TranslationOptions):
    fields = ("title", "description")
