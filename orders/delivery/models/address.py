"""The address book of a person: what is typed once and chosen again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.crypt import EncryptedTextField
from orders.addresses import PostalAddress

# The columns that a PostalAddress has.
FIELDS = tuple(PostalAddress.__dataclass_fields__)


class Address(models.Model):
    """Written by services.save_address only, which lets nothing in that `addresses.checked` refuses."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="addresses", verbose_name=_("person")
    )
    label = models.CharField(_("name of the address"), max_length=60, blank=True)
    name = models.CharField(_("recipient"), max_length=120)
    phone = EncryptedTextField(_("mobile number"))
    country = models.CharField(_("country"), max_length=2)
    line1 = models.CharField(_("street"), max_length=160, blank=True)
    district = models.CharField(_("district"), max_length=80, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    postcode = models.CharField(_("postcode"), max_length=80, blank=True)
    building = models.CharField(_("building"), max_length=80, blank=True)
    additional = models.CharField(_("secondary number"), max_length=80, blank=True)
    unit = models.CharField(_("unit"), max_length=80, blank=True)
    short = models.CharField(_("short address"), max_length=80, blank=True)
    company = models.CharField(_("company"), max_length=120, blank=True)
    vat_number = models.CharField(_("VAT number"), max_length=20, blank=True)
    block = models.CharField(_("block or zone"), max_length=80, blank=True)
    is_default = models.BooleanField(_("the usual one"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("changed"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")
        ordering = ["-is_default", "-updated_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(is_default=True), name="address_one_default_a_person"
            ),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="address_country_shape"),
            models.CheckConstraint(condition=Q(name__gt=""), name="address_has_a_name"),
            models.CheckConstraint(
                condition=~Q(country="SA")
                | Q(building__regex=r"^\d{4}$", postcode__regex=r"^\d{5}$", additional__regex=r"^\d{4}$"),
                name="address_saudi_is_national",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.postal.one_line()

    @property
    def postal(self) -> PostalAddress:
        """The address as orders and documents keep it."""
        return PostalAddress(**{field: getattr(self, field) for field in FIELDS})
