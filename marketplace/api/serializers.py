"""Works, artists and galleries as phones see them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.api.fields import BilingualField, MoneyField
from marketplace.imaging import serving
from marketplace.imaging.enums import RenditionFormat
from marketplace.models import Artist, Artwork, ArtworkImage, City, Gallery


class CitySerializer(serializers.ModelSerializer[City]):
    name = BilingualField()
    country = serializers.CharField(source="country.code")

    class Meta:
        model = City
        fields = ("slug", "name", "country")


class SourceSerializer(serializers.Serializer[Any]):
    type = serializers.CharField()
    width = serializers.IntegerField()
    url = serializers.URLField()


class PictureSerializer(serializers.ModelSerializer[ArtworkImage]):
    """Renditions in every width and format; empty while they are being made."""

    alt = BilingualField()
    width = serializers.IntegerField(source="image.width")
    height = serializers.IntegerField(source="image.height")
    palette = serializers.JSONField(source="image.palette")
    sources = serializers.SerializerMethodField()

    class Meta:
        model = ArtworkImage
        fields = ("width", "height", "alt", "palette", "sources")

    @extend_schema_field(SourceSerializer(many=True))
    def get_sources(self, row: ArtworkImage) -> list[dict[str, Any]]:
        image, whole = row.image, self.context["request"].build_absolute_uri
        if not image.is_ready:
            return []
        return [
            {"type": form.mime, "width": width, "url": whole(serving.url(image, width, form))}
            for form in RenditionFormat
            for width in image.widths
        ]


class ArtistBriefSerializer(serializers.ModelSerializer[Artist]):
    name = BilingualField()

    class Meta:
        model = Artist
        fields = ("slug", "name")


class ArtworkSerializer(serializers.ModelSerializer[Artwork]):
    """A card: what a list shows."""

    title = BilingualField()
    medium = BilingualField()
    artist = ArtistBriefSerializer(allow_null=True)
    price = MoneyField("price_minor", help_text="Null: on request.")
    url = serializers.SerializerMethodField()
    picture = serializers.SerializerMethodField()

    class Meta:
        model = Artwork
        fields = (
            "id", "title", "artist", "year", "medium", "category", "height_cm", "width_cm", "depth_cm",
            "price", "availability", "published_at", "url", "picture",
        )  # fmt: skip

    def get_url(self, work: Artwork) -> str:
        uri: str = self.context["request"].build_absolute_uri(work.get_absolute_url())
        return uri

    @extend_schema_field(PictureSerializer(allow_null=True))
    def get_picture(self, work: Artwork) -> dict[str, Any] | None:
        first: list[ArtworkImage] = work.first_images  # type: ignore[attr-defined]
        return PictureSerializer(first[0], context=self.context).data if first else None


class ArtworkDetailSerializer(ArtworkSerializer):
    description = BilingualField()
    date_text = BilingualField()
    materials = BilingualField()
    signature = BilingualField()
    framing = BilingualField()
    provenance = BilingualField()
    city = CitySerializer(allow_null=True)
    pictures = PictureSerializer(source="images", many=True)

    class Meta:
        model = Artwork
        fields = (
            *(name for name in ArtworkSerializer.Meta.fields if name != "picture"),
            "description", "date_text", "materials", "signature", "framing", "condition", "provenance",
            "edition_number", "edition_size", "subjects", "movements", "city", "pictures",
        )  # fmt: skip


class ArtistSerializer(serializers.ModelSerializer[Artist]):
    name = BilingualField()
    bio = BilingualField()
    city = CitySerializer(allow_null=True)
    public_works = serializers.IntegerField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Artist
        fields = ("id", "slug", "name", "bio", "birth_year", "death_year", "city", "public_works", "url")

    def get_url(self, artist: Artist) -> str:
        uri: str = self.context["request"].build_absolute_uri(artist.get_absolute_url())
        return uri


class GallerySerializer(serializers.ModelSerializer[Gallery]):
    name = BilingualField()
    about = BilingualField()
    address = BilingualField()
    city = CitySerializer(allow_null=True)
    public_works = serializers.IntegerField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Gallery
        fields = (
            "id",
            "slug",
            "name",
            "about",
            "address",
            "city",
            "founded_year",
            "website",
            "public_works",
            "url",
        )

    def get_url(self, gallery: Gallery) -> str:
        uri: str = self.context["request"].build_absolute_uri(gallery.get_absolute_url())
        return uri
