"""A work of art: what it is, what it costs, and where it stands on its way to a buyer."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from core.arabic import romanise
from core.money import EXPONENTS, Money
from marketplace.enums import (
    LARGE_UP_TO_CM,
    MEDIUM_UP_TO_CM,
    SMALL_UP_TO_CM,
    Antiquity,
    Attribution,
    Availability,
    Category,
    Condition,
    MediumGroup,
    PublicationState,
    SizeClass,
)
from marketplace.models.people import YEAR_FROM, YEAR_UNTIL, Artist
from marketplace.models.place import City

TITLED = Q(title_ar__isnull=False, title_ar__gt="") | Q(title_en__isnull=False, title_en__gt="")
CM_PER_INCH = Decimal("2.54")

# Halalas of one minor unit, for sorting and filtering across currencies only; never charged. The Gulf's
# currencies follow the dollar (the Kuwaiti dinar a basket), the others are close enough to order a list.
RANK_RATES: dict[str, Decimal] = {
    "SAR": Decimal(1),
    "AED": Decimal("1.0211"),
    "QAR": Decimal("1.0302"),
    "USD": Decimal("3.75"),
    "EUR": Decimal("4.1"),
    "GBP": Decimal("4.9"),
    "KWD": Decimal("1.22"),
    "BHD": Decimal("0.9973"),
    "OMR": Decimal("0.9753"),
    "JPY": Decimal("2.5"),
}


def _rank() -> Cast:
    rate = Case(
        *(When(currency=code, then=Value(factor)) for code, factor in RANK_RATES.items()),
        output_field=models.DecimalField(max_digits=8, decimal_places=4),
    )
    product = models.ExpressionWrapper(
        F("price_minor") * rate, output_field=models.DecimalField(max_digits=24, decimal_places=4)
    )
    return Cast(product, models.BigIntegerField())


def _size() -> Case:
    """The class that holds every known side; none when no side is known."""
    return Case(
        When(height_cm__isnull=True, width_cm__isnull=True, depth_cm__isnull=True, then=Value("")),
        *(
            When(
                (Q(height_cm__isnull=True) | Q(height_cm__lte=bound))
                & (Q(width_cm__isnull=True) | Q(width_cm__lte=bound))
                & (Q(depth_cm__isnull=True) | Q(depth_cm__lte=bound)),
                then=Value(size.value),
            )
            for bound, size in (
                (SMALL_UP_TO_CM, SizeClass.SMALL),
                (MEDIUM_UP_TO_CM, SizeClass.MEDIUM),
                (LARGE_UP_TO_CM, SizeClass.LARGE),
            )
        ),
        default=Value(SizeClass.HUGE.value),
        output_field=models.CharField(max_length=6),
    )


class CentimetreField(models.DecimalField):  # type: ignore[type-arg]
    """A side in centimetres, to the millimetre."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options |= {"max_digits": 7, "decimal_places": 1, "null": True, "blank": True}
        options.setdefault("validators", [MinValueValidator(Decimal("0.1"))])
        super().__init__(*args, **options)


class Artwork(models.Model):
    seller = models.ForeignKey(
        "orders.Seller", verbose_name=_("seller"), on_delete=models.PROTECT, related_name="artworks"
    )
    artist = models.ForeignKey(
        Artist,
        verbose_name=_("artist"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="artworks",
        help_text=_("Empty: the artist is not known."),
    )
    other_artists: models.ManyToManyField[Artist, ArtworkArtist] = models.ManyToManyField(
        Artist, through="ArtworkArtist", verbose_name=_("other artists"), related_name="shared_artworks"
    )
    attribution = models.CharField(
        _("attribution"), max_length=10, choices=Attribution.choices, default=Attribution.ARTIST
    )
    inventory_number = models.CharField(_("inventory number"), max_length=60, blank=True)

    title = models.CharField(_("title"), max_length=400)
    description = models.TextField(_("description"), blank=True)
    year = models.SmallIntegerField(_("year"), null=True, blank=True, help_text=_("The first, of a range."))
    year_end = models.SmallIntegerField(_("until"), null=True, blank=True)
    year_circa = models.BooleanField(_("about"), default=False)
    date_text = models.CharField(_("date in words"), max_length=160, blank=True)

    category = models.CharField(_("category"), max_length=12, choices=Category.choices)
    medium = models.CharField(_("medium"), max_length=400, blank=True)
    medium_group = models.CharField(
        _("medium group"), max_length=12, choices=MediumGroup.choices, default=MediumGroup.OTHER
    )
    materials = models.CharField(_("materials"), max_length=400, blank=True)
    height_cm = CentimetreField(_("height, cm"))
    width_cm = CentimetreField(_("width, cm"))
    depth_cm = CentimetreField(_("depth, cm"))
    dimensions_note = models.CharField(_("about the size"), max_length=400, blank=True)
    edition_number = models.PositiveIntegerField(_("number in the edition"), null=True, blank=True)
    edition_size = models.PositiveIntegerField(_("size of the edition"), null=True, blank=True)
    signature = models.CharField(_("signature"), max_length=300, blank=True)
    framing = models.CharField(_("frame"), max_length=300, blank=True)
    condition = models.CharField(
        _("condition"), max_length=10, choices=Condition.choices, blank=True, default=Condition.UNKNOWN
    )
    condition_note = models.CharField(_("about the condition"), max_length=400, blank=True)
    provenance = models.TextField(_("provenance"), blank=True)
    credit_line = models.CharField(_("credit line"), max_length=1000, blank=True)

    price_minor = models.BigIntegerField(
        _("price, minor units"), null=True, blank=True, help_text=_("Empty: price on request.")
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="SAR", choices=[(code, code) for code in EXPONENTS]
    )
    availability = models.CharField(
        _("availability"), max_length=12, choices=Availability.choices, default=Availability.AVAILABLE
    )
    hold_source = models.CharField(
        _("held for"),
        max_length=60,
        blank=True,
        editable=False,
        help_text=_("What holds the work: an order, a lot, its seller. Only the holder lets go."),
    )
    featured = models.BooleanField(_("featured"), default=False)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="artworks",
    )
    antiquity = models.CharField(
        _("over 100 years old"), max_length=7, choices=Antiquity.choices, default=Antiquity.UNKNOWN
    )
    antiquity_licence = models.CharField(_("licence of the Heritage Commission"), max_length=60, blank=True)
    subjects = ArrayField(
        models.CharField(max_length=160), verbose_name=_("subjects"), default=list, blank=True
    )
    movements = ArrayField(
        models.CharField(max_length=160), verbose_name=_("movements"), default=list, blank=True
    )
    source_url = models.URLField(_("source"), max_length=300, blank=True)

    state = models.CharField(
        _("state"), max_length=10, choices=PublicationState.choices, default=PublicationState.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    price_rank = models.GeneratedField(
        expression=_rank(), output_field=models.BigIntegerField(null=True), db_persist=True
    )
    area = models.GeneratedField(
        expression=F("height_cm") * Coalesce(F("width_cm"), F("height_cm")),
        output_field=models.DecimalField(_("area, cm²"), max_digits=14, decimal_places=2, null=True),
        db_persist=True,
    )
    size = models.GeneratedField(
        expression=_size(),
        output_field=models.CharField(_("size"), max_length=6, choices=SizeClass.choices),
        db_persist=True,
    )

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        title_ar: str | None
        title_en: str | None
        description_ar: str | None
        description_en: str | None
        date_text_ar: str | None
        date_text_en: str | None
        medium_ar: str | None
        medium_en: str | None
        materials_ar: str | None
        materials_en: str | None
        dimensions_note_ar: str | None
        dimensions_note_en: str | None
        signature_ar: str | None
        signature_en: str | None
        framing_ar: str | None
        framing_en: str | None
        condition_note_ar: str | None
        condition_note_en: str | None
        provenance_ar: str | None
        provenance_en: str | None
        credit_line_ar: str | None
        credit_line_en: str | None

    class Meta:
        verbose_name = _("work")
        verbose_name_plural = _("works")
        constraints = [
            models.UniqueConstraint(
                fields=["seller", "inventory_number"],
                name="artwork_inventory_once",
                condition=Q(inventory_number__gt=""),
                violation_error_message=_("This inventory number is taken by another work of yours."),
            ),
            models.CheckConstraint(name="artwork_has_title", condition=TITLED),
            models.CheckConstraint(name="artwork_category_known", condition=Q(category__in=Category.values)),
            models.CheckConstraint(
                name="artwork_medium_group_known", condition=Q(medium_group__in=MediumGroup.values)
            ),
            models.CheckConstraint(
                name="artwork_attribution_known", condition=Q(attribution__in=Attribution.values)
            ),
            models.CheckConstraint(
                name="artwork_condition_known", condition=Q(condition__in=Condition.values)
            ),
            models.CheckConstraint(
                name="artwork_antiquity_known", condition=Q(antiquity__in=Antiquity.values)
            ),
            models.CheckConstraint(
                name="artwork_state_known", condition=Q(state__in=PublicationState.values)
            ),
            models.CheckConstraint(
                name="artwork_availability_known", condition=Q(availability__in=Availability.values)
            ),
            models.CheckConstraint(name="artwork_currency_known", condition=Q(currency__in=list(EXPONENTS))),
            models.CheckConstraint(
                name="artwork_price_positive", condition=Q(price_minor__isnull=True) | Q(price_minor__gt=0)
            ),
            models.CheckConstraint(
                name="artwork_sides_positive",
                condition=(Q(height_cm__isnull=True) | Q(height_cm__gt=0))
                & (Q(width_cm__isnull=True) | Q(width_cm__gt=0))
                & (Q(depth_cm__isnull=True) | Q(depth_cm__gt=0)),
            ),
            models.CheckConstraint(
                name="artwork_years_plausible",
                condition=(Q(year__isnull=True) | Q(year__range=(YEAR_FROM, YEAR_UNTIL)))
                & (
                    Q(year_end__isnull=True)
                    | Q(year__isnull=False, year_end__gte=F("year"), year_end__lte=YEAR_UNTIL)
                ),
            ),
            models.CheckConstraint(
                name="artwork_edition_within_size",
                condition=(Q(edition_number__isnull=True) | Q(edition_number__gt=0))
                & (Q(edition_size__isnull=True) | Q(edition_size__gt=0))
                & (
                    Q(edition_number__isnull=True)
                    | Q(edition_size__isnull=True)
                    | Q(edition_number__lte=F("edition_size"))
                ),
            ),
            models.CheckConstraint(
                name="artwork_hold_has_holder",
                condition=Q(availability=Availability.ON_HOLD, hold_source__gt="")
                | (~Q(availability=Availability.ON_HOLD) & Q(hold_source="")),
            ),
            models.CheckConstraint(
                name="artwork_published_dated",
                condition=~Q(state=PublicationState.PUBLISHED) | Q(published_at__isnull=False),
            ),
            # Saudi Antiquities Law: offered only with the Heritage Commission's licence.
            models.CheckConstraint(
                name="artwork_antiquity_licensed",
                condition=~Q(state=PublicationState.PUBLISHED)
                | ~Q(antiquity=Antiquity.YES)
                | Q(antiquity_licence__gt=""),
                violation_error_message=_(
                    "A work over 100 years old is published only with a licence number of the Heritage "
                    "Commission."
                ),
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], name="artwork_newest", condition=Q(state="published")
            ),
            models.Index(
                F("price_rank").asc(nulls_last=True),
                F("id").desc(),
                name="artwork_cheapest",
                condition=Q(state="published"),
            ),
            models.Index(
                F("price_rank").desc(nulls_last=True),
                F("id").desc(),
                name="artwork_dearest",
                condition=Q(state="published"),
            ),
            models.Index(
                F("area").desc(nulls_last=True),
                F("id").desc(),
                name="artwork_largest",
                condition=Q(state="published"),
            ),
            # Every facet in one narrow index: counting needs no visit to the wide rows.
            models.Index(
                fields=[
                    "category",
                    "medium_group",
                    "availability",
                    "size",
                    "city",
                    "year",
                    "price_rank",
                    "id",
                ],
                name="artwork_facets",
                condition=Q(state="published"),
            ),
            models.Index(fields=["artist", "-published_at", "-id"], name="artwork_of_artist"),
            models.Index(fields=["seller", "-updated_at", "-id"], name="artwork_of_seller"),
            models.Index(fields=["featured"], name="artwork_featured", condition=Q(featured=True)),
            GinIndex(fields=["subjects"], name="artwork_subjects"),
            GinIndex(fields=["movements"], name="artwork_movements"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("marketplace:artwork-detail", args=[self.pk, self.slug])

    @property
    def slug(self) -> str:
        """The readable tail of the address; the number before it is what finds the work."""
        latin = self.title_en or romanise(self.title_ar or "")
        return slugify(latin)[:60].strip("-") or "work"

    @property
    def price(self) -> Money | None:
        """None: on request."""
        return None if self.price_minor is None else Money(self.price_minor, self.currency)

    @property
    def is_public(self) -> bool:
        return self.state == PublicationState.PUBLISHED

    @property
    def sides_cm(self) -> list[Decimal]:
        """The known sides: height, width, depth, in this order."""
        return [side for side in (self.height_cm, self.width_cm, self.depth_cm) if side is not None]

    @property
    def sides_inch(self) -> list[Decimal]:
        return [(side / CM_PER_INCH).quantize(Decimal("0.1")) for side in self.sides_cm]


class ArtworkArtist(models.Model):
    """A further artist of a work that several made."""

    artwork = models.ForeignKey(Artwork, on_delete=models.CASCADE, related_name="shared_by")
    artist = models.ForeignKey(Artist, on_delete=models.PROTECT, related_name="shares")
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        verbose_name = _("further artist")
        verbose_name_plural = _("further artists")
        ordering = ["artwork", "position"]
        constraints = [
            models.UniqueConstraint(fields=["artwork", "artist"], name="artwork_artist_once"),
            models.UniqueConstraint(fields=["artwork", "position"], name="artwork_artist_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.artwork_id} #{self.position}"
