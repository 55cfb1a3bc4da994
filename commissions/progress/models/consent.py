"""A collector's word on being named beside a work that was made for them: given, and taken back as easily."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commissions.progress.enums import NamingForm


class NamingConsent(models.Model):
    """A row is one consent as it was given; only its end is written later. A new word is a new row."""

    commission = models.ForeignKey(
        "commissions.Commission",
        models.PROTECT,
        related_name="naming_consents",
        verbose_name=_("commission"),
    )
    collector = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("collector")
    )
    form = models.CharField(_("how to be named"), max_length=7, choices=NamingForm.choices)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    language = models.CharField(_("language of the page"), max_length=2)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent to be named")
        verbose_name_plural = _("consents to be named")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["commission"],
                condition=Q(withdrawn_at__isnull=True),
                name="naming_consent_one_in_force",
            ),
            models.CheckConstraint(condition=Q(form__in=NamingForm.values), name="naming_consent_form_known"),
            models.CheckConstraint(
                condition=Q(form="named") & (~Q(name_ar="") | ~Q(name_en=""))
                | Q(form="private", name_ar="", name_en=""),
                name="naming_consent_name_with_its_form",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="naming_consent_ends_after_it_began",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="naming_consent_stays",
                fields=["commission", "collector", "form", "name_ar", "name_en", "language", "given_at"],
            ),
            pgtrigger.Protect(
                name="naming_consent_ends_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False)
                & pgtrigger.Q(old__withdrawn_at__df=pgtrigger.F("new__withdrawn_at")),
            ),
            pgtrigger.Protect(name="naming_consent_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.commission_id} {self.form}"

    @property
    def in_force(self) -> bool:
        return self.withdrawn_at is None
