"""Works: looked for in both scripts, changed and moved through the services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.errors import SoukError
from core.money import Money
from marketplace import rules, services
from marketplace.admin.base import ServiceAdmin, changed_values, follow
from marketplace.enums import Availability
from marketplace.imaging import serving
from marketplace.models import Artwork, ArtworkImage, ArtworkSearch
from marketplace.search.words import find

FIRM = (Availability.ON_HOLD, Availability.SOLD)
PREVIEW_PIXELS = 160


if TYPE_CHECKING:
    ArtworkModelForm = forms.ModelForm[Artwork]
else:
    ArtworkModelForm = forms.ModelForm


class ArtworkForm(ArtworkModelForm):
    """The price as people write it, in both digits."""

    price = forms.CharField(label=_("price"), required=False, help_text=_("Empty: price on request."))

    class Meta:
        model = Artwork
        exclude = ("price_minor", "other_artists")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        price = self.instance.price
        if price is not None:
            self.initial["price"] = price.number(full=True)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        typed = str(values.get("price") or "").strip()
        if typed and "price" in self.fields:
            try:
                values["price"] = Money.parse(typed, values.get("currency") or self.instance.currency)
            except SoukError as error:
                raise ValidationError({"price": error.text}) from error
        return values


class PictureInline(admin.TabularInline[ArtworkImage, Artwork]):
    """To look at; pictures are added and moved in the studio."""

    model = ArtworkImage
    extra = 0
    fields = ("preview", "position", "alt_ar", "alt_en")
    readonly_fields = fields
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        del request, obj
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArtworkImage]:
        return super().get_queryset(request).select_related("image")

    @admin.display(description=_("picture"))
    def preview(self, row: ArtworkImage) -> SafeString | str:
        if not row.image.is_ready:
            return str(row.image.get_state_display())
        url = serving.nearest(row.image, PREVIEW_PIXELS)
        height = round(PREVIEW_PIXELS / row.image.ratio)
        return format_html('<img src="{}" width="{}" height="{}" alt="">', url, PREVIEW_PIXELS, height)


@admin.register(Artwork)
class ArtworkAdmin(ServiceAdmin[Artwork]):
    form = ArtworkForm
    list_display = (
        "title",
        "artist",
        "seller",
        "inventory_number",
        "shown_price",
        "availability",
        "state",
        "published_at",
    )
    list_filter = ("state", "availability", "category", "medium_group", "antiquity", "featured")
    list_select_related = ("artist", "seller")
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("inventory_number",)
    search_help_text = _(
        "Words of title, artist, medium or subject, in either script; or an inventory number."
    )
    autocomplete_fields = ("artist", "city", "seller")
    inlines = (PictureInline,)
    ordering = ("-pk",)
    readonly_fields = ("state", "published_at", "availability", "hold_source", "featured")
    actions = (
        "publish",
        "return_to_seller",
        "archive",
        "restore",
        "release_hold",
        "make_available",
        "withdraw",
        "feature",
        "unfeature",
    )
    fieldsets = (
        (None, {"fields": (("seller", "inventory_number"), ("artist", "attribution"))}),
        (
            _("In Arabic and in English"),
            {
                "fields": (
                    ("title_ar", "title_en"),
                    ("description_ar", "description_en"),
                    ("medium_ar", "medium_en"),
                    ("materials_ar", "materials_en"),
                    ("date_text_ar", "date_text_en"),
                )
            },
        ),
        (
            _("The work"),
            {
                "fields": (
                    ("category", "medium_group"),
                    ("year", "year_end", "year_circa"),
                    ("height_cm", "width_cm", "depth_cm"),
                    ("edition_number", "edition_size"),
                    ("subjects", "movements"),
                    "city",
                )
            },
        ),
        (_("Price and standing"), {"fields": (("price", "currency"), readonly_fields)}),
        (_("Age and licence"), {"fields": (("antiquity", "antiquity_licence"),)}),
        (
            _("Further facts"),
            {
                "classes": ("collapse",),
                "fields": (
                    ("dimensions_note_ar", "dimensions_note_en"),
                    ("signature_ar", "signature_en"),
                    ("framing_ar", "framing_en"),
                    "condition",
                    ("condition_note_ar", "condition_note_en"),
                    ("provenance_ar", "provenance_en"),
                    ("credit_line_ar", "credit_line_en"),
                    "source_url",
                ),
            },
        ),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Artwork], search_term: str
    ) -> tuple[QuerySet[Artwork], bool]:
        """Through the same index as the site's own search."""
        finding = find(search_term)
        if finding.query is None:
            return queryset, False
        found = ArtworkSearch.objects.filter(vector=finding.query).values("pk")
        return queryset.filter(Q(pk__in=found) | Q(inventory_number__iexact=search_term.strip())), False

    def get_readonly_fields(self, request: HttpRequest, obj: Artwork | None = None) -> tuple[str, ...]:
        """Nobody changes the price of a work that somebody is buying, nor whose work it is."""
        fields = tuple(super().get_readonly_fields(request, obj))
        if obj is None:
            return fields
        firm = ("shown_price", "currency") if obj.availability in FIRM else ()
        return (*fields, "seller", *firm)

    def get_fieldsets(self, request: HttpRequest, obj: Artwork | None = None) -> Any:
        if obj is None or obj.availability not in FIRM:
            return self.fieldsets
        firm = (_("Price and standing"), {"fields": (("shown_price", "currency"), self.readonly_fields)})
        return tuple(firm if name == firm[0] else (name, options) for name, options in self.fieldsets)

    def save_model(self, request: HttpRequest, obj: Artwork, form: Any, change: bool) -> None:  # noqa: FBT001  Django's signature
        by = _user(request)
        values = changed_values(form)
        if change:
            services.update_artwork(artwork=obj, by=by, **values)
            return
        seller = values.pop("seller")
        made = services.create_artwork(seller=seller, by=by, **values)
        follow(obj, made)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A work is archived, never deleted: orders and the audit log speak of it."""
        del request, obj
        return False

    def has_review_permission(self, request: HttpRequest) -> bool:
        return rules.may_review(request.user)

    @admin.display(description=_("price"), ordering="price_rank")
    def shown_price(self, artwork: Artwork) -> str:
        return artwork.price.text() if artwork.price else str(_("On request"))

    @admin.action(description=_("Publish the selected works"), permissions=["review"])
    def publish(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.publish_artwork, "artwork")

    @admin.action(description=_("Return the selected works to their sellers"), permissions=["review"])
    def return_to_seller(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.return_artwork, "artwork", reason=str(_("by staff")))

    @admin.action(description=_("Archive the selected works"), permissions=["review"])
    def archive(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.archive_artwork, "artwork")

    @admin.action(description=_("Bring the selected works back from the archive"), permissions=["review"])
    def restore(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.restore_artwork, "artwork")

    @admin.action(description=_("End the sellers' own holds"), permissions=["review"])
    def release_hold(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.release_artwork, "artwork")

    @admin.action(description=_("Offer the selected works for sale"), permissions=["review"])
    def make_available(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.mark_available, "artwork")

    @admin.action(description=_("Take the selected works off sale"), permissions=["review"])
    def withdraw(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.withdraw_artwork, "artwork")

    @admin.action(description=_("Feature the selected works"), permissions=["review"])
    def feature(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.feature_artwork, "artwork")

    @admin.action(description=_("Feature the selected works no longer"), permissions=["review"])
    def unfeature(self, request: HttpRequest, works: QuerySet[Artwork]) -> None:
        self.each(request, works, services.feature_artwork, "artwork", featured=False)


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101  the admin lets nobody else in
    return request.user
