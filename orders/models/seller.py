"""Who sells: an artist, a gallery or the house, and the people who may act for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from orders.addresses import PostalAddress
from orders.enums import MemberRole, Register, SellerKind, VatStatus


class Seller(models.Model):
    kind = models.CharField(_("kind"), max_length=8, choices=SellerKind.choices)
    name = models.CharField(_("name"), max_length=160)
    slug = models.SlugField(_("address name"), max_length=80, unique=True)
    country = CountryField(_("country"), default="SA")
    vat_number = models.CharField(_("VAT number"), max_length=20, blank=True)
    legal_name_ar = models.CharField(_("legal name in Arabic"), max_length=200, blank=True)
    legal_name_en = models.CharField(_("legal name in English"), max_length=200, blank=True)
    registration_scheme = models.CharField(
        _("kind of register"), max_length=3, choices=Register.choices, blank=True
    )
    registration_number = models.CharField(_("number in the register"), max_length=30, blank=True)
    address = models.JSONField(_("address"), default=dict, blank=True)
    house = models.BooleanField(_("the platform itself"), default=False, editable=False)
    verified_at = models.DateTimeField(_("verified"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    if TYPE_CHECKING:  # columns that translation.py adds
        name_ar: str | None
        name_en: str | None
    members = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="orders.SellerMember",
        related_name="sellers",
        verbose_name=_("members"),
    )

    objects: ClassVar[models.Manager[Seller]] = models.Manager()

    class Meta:
        verbose_name = _("seller")
        verbose_name_plural = _("sellers")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=SellerKind.values), name="seller_kind_known"),
            models.CheckConstraint(
                # NULL > '' is unknown, and a check lets the unknown pass.
                condition=models.Q(name_ar__isnull=False, name_ar__gt="")
                | models.Q(name_en__isnull=False, name_en__gt=""),
                name="seller_has_a_name",
                violation_error_message=_("Enter the seller's name in Arabic or in English."),
            ),
            models.UniqueConstraint(
                fields=["house"], condition=models.Q(house=True), name="seller_house_once"
            ),
            # Saudi VAT numbers have 15 digits and start and end with 3 (e-invoicing rules 39 and 40).
            models.CheckConstraint(
                condition=~models.Q(country="SA")
                | models.Q(vat_number="")
                | models.Q(vat_number__regex=r"^3[0-9]{13}3$"),
                name="seller_vat_number_shape",
                violation_error_message=_("A Saudi VAT number has 15 digits and starts and ends with 3."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.slug

    @property
    def postal_address(self) -> PostalAddress | None:
        return PostalAddress.from_dict(self.address) if self.address else None

    @property
    def verified(self) -> bool:
        return self.verified_at is not None


class SellerMember(models.Model):
    seller = models.ForeignKey(Seller, models.CASCADE, related_name="memberships", verbose_name=_("seller"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=10, choices=MemberRole.choices, default=MemberRole.OWNER)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("member of a seller")
        verbose_name_plural = _("members of sellers")
        constraints = [
            models.UniqueConstraint(fields=["seller", "user"], name="seller_member_once"),
            models.CheckConstraint(
                condition=models.Q(role__in=MemberRole.values), name="seller_member_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} @ {self.seller}"


class SellerVatStatus(models.Model):
    """Whether a seller was registered for VAT, from a day on: the last row that had begun counts.

    The platform owes the VAT of unregistered sellers (VAT Implementing Regulations, Art 47(3)), so the status
    at the day of the sale is proof and is never altered.
    """

    seller = models.ForeignKey(Seller, models.PROTECT, related_name="vat_history", verbose_name=_("seller"))
    status = models.CharField(_("status"), max_length=12, choices=VatStatus.choices)
    number = models.CharField(_("VAT number"), max_length=20, blank=True)
    valid_from = models.DateField(_("valid from"))
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    evidence = models.CharField(_("how it was checked"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("VAT status of a seller")
        verbose_name_plural = _("VAT statuses of sellers")
        ordering = ["seller", "-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=VatStatus.values), name="vat_status_known"),
            models.CheckConstraint(
                condition=models.Q(status="unregistered", number="")
                | models.Q(status="registered", number__gt=""),
                name="vat_status_has_its_number",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="vat_status_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.seller} {self.status} {self.valid_from}"
