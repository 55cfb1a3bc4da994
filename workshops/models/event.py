"""Something that people come to: a workshop, an opening, a talk, a fair, a tour, a film."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.money import EXPONENTS, Money
from workshops.enums import (
    Admission,
    Category,
    EventKind,
    EventState,
    Level,
    Place,
    Policy,
    TeachingLanguage,
)

TITLED = Q(title_ar__isnull=False, title_ar__gt="") | Q(title_en__isnull=False, title_en__gt="")
MOST_GUESTS = 9
FULL_AGE = 18
OLDEST = 99


class Event(models.Model):
    """`online_url` is private: only registered people see it, from an hour before. `materials_fee_minor` is
    asked for each seat, on top of the ticket's price and shown within it.
    """

    seller = models.ForeignKey(
        "orders.Seller", models.PROTECT, related_name="events", verbose_name=_("seller")
    )
    artist = models.ForeignKey(
        "marketplace.Artist",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("instructor"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EventKind.choices, default=EventKind.WORKSHOP)
    slug = models.SlugField(_("address part"), max_length=100, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), blank=True)
    bring = models.TextField(_("what to bring"), blank=True)
    category = models.CharField(
        _("category"), max_length=12, choices=Category.choices, default=Category.OTHER
    )
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.ALL)
    teaching_language = models.CharField(
        _("language"), max_length=4, choices=TeachingLanguage.choices, default=TeachingLanguage.ARABIC
    )
    place = models.CharField(_("place"), max_length=10, choices=Place.choices, default=Place.IN_PERSON)
    venue = models.ForeignKey(
        "workshops.Venue",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("venue"),
    )
    online_url = models.URLField(_("link to join online"), max_length=500, blank=True)
    admission = models.CharField(
        _("admission"), max_length=8, choices=Admission.choices, default=Admission.TICKETS
    )
    plus_ones = models.PositiveSmallIntegerField(_("guests that each may bring"), default=0)
    currency = models.CharField(
        _("currency"), max_length=3, default="SAR", choices=[(code, code) for code in EXPONENTS]
    )
    materials_fee_minor = models.BigIntegerField(_("materials fee a seat, minor units"), default=0)
    min_age = models.PositiveSmallIntegerField(_("least age"), null=True, blank=True)
    guardian_below = models.PositiveSmallIntegerField(
        _("a guardian must agree below the age of"), null=True, blank=True
    )
    policy = models.CharField(
        _("cancellation"), max_length=8, choices=Policy.choices, default=Policy.MODERATE
    )
    cover = models.ForeignKey(
        "imaging.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("picture"),
    )
    state = models.CharField(_("state"), max_length=9, choices=EventState.choices, default=EventState.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancel_reason = models.CharField(_("reason for the cancellation"), max_length=500, blank=True)
    return_note = models.CharField(_("what the staff asked to mend"), max_length=500, blank=True)
    copied_from = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="copies",
        verbose_name=_("copied from"),
    )
    origin_uid = models.CharField(_("number in another calendar"), max_length=300, blank=True)
    external_url = models.URLField(_("registration elsewhere"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    if TYPE_CHECKING:  # made by modeltranslation, see translation.py
        title_ar: str | None
        title_en: str | None
        summary_ar: str | None
        summary_en: str | None
        description_ar: str | None
        description_en: str | None
        bring_ar: str | None
        bring_en: str | None
        cancel_reason_ar: str | None
        cancel_reason_en: str | None

    class Meta:
        verbose_name = pgettext_lazy("something that people come to", "event")
        verbose_name_plural = _("events")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(name="event_has_title", condition=TITLED),
            models.CheckConstraint(name="event_kind_known", condition=Q(kind__in=EventKind.values)),
            models.CheckConstraint(name="event_category_known", condition=Q(category__in=Category.values)),
            models.CheckConstraint(name="event_level_known", condition=Q(level__in=Level.values)),
            models.CheckConstraint(
                name="event_language_known", condition=Q(teaching_language__in=TeachingLanguage.values)
            ),
            models.CheckConstraint(name="event_place_known", condition=Q(place__in=Place.values)),
            models.CheckConstraint(name="event_admission_known", condition=Q(admission__in=Admission.values)),
            models.CheckConstraint(name="event_policy_known", condition=Q(policy__in=Policy.values)),
            models.CheckConstraint(name="event_state_known", condition=Q(state__in=EventState.values)),
            models.CheckConstraint(name="event_currency_known", condition=Q(currency__in=list(EXPONENTS))),
            models.CheckConstraint(
                name="event_guests_only_on_the_list",
                condition=Q(plus_ones=0) | Q(admission=Admission.RSVP, plus_ones__lte=MOST_GUESTS),
                violation_error_message=_("Guests are brought to what is free, nine at most."),
            ),
            models.CheckConstraint(
                name="event_materials_fee_sold",
                condition=Q(materials_fee_minor=0)
                | Q(admission=Admission.TICKETS, materials_fee_minor__gt=0),
                violation_error_message=_("A materials fee is asked with tickets, and is not negative."),
            ),
            models.CheckConstraint(
                name="event_ages_plausible",
                condition=(Q(min_age__isnull=True) | Q(min_age__lte=OLDEST))
                & (Q(guardian_below__isnull=True) | Q(guardian_below__lte=FULL_AGE)),
                violation_error_message=_("A guardian is asked for people under 18 at most."),
            ),
            models.CheckConstraint(
                name="event_published_dated",
                condition=~Q(state=EventState.PUBLISHED) | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="event_cancelled_dated",
                condition=Q(state=EventState.CANCELLED, cancelled_at__isnull=False)
                | (~Q(state=EventState.CANCELLED) & Q(cancelled_at__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=["seller", "origin_uid"], name="event_origin_once", condition=Q(origin_uid__gt="")
            ),
        ]
        indexes = [
            models.Index(fields=["seller", "-id"], name="event_of_seller"),
            models.Index(fields=["kind", "category"], name="event_facets", condition=Q(state="published")),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return reverse("workshops:event-detail", args=[self.slug])

    @property
    def is_public(self) -> bool:
        """Everybody may look at it: published, or published once and cancelled since."""
        return self.state == EventState.PUBLISHED or (
            self.state == EventState.CANCELLED and self.published_at is not None
        )

    @property
    def registers_here(self) -> bool:
        """False for an imported event: people register where it comes from."""
        return not self.external_url

    @property
    def is_free(self) -> bool:
        return self.admission == Admission.RSVP

    @property
    def is_online(self) -> bool:
        return self.place == Place.ONLINE

    @property
    def teaches(self) -> bool:
        return EventKind(self.kind).teaches

    @property
    def materials_fee(self) -> Money:
        return Money(self.materials_fee_minor, self.currency)
