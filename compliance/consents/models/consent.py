"""What people said yes or no to: one row an answer, the newest counts."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from compliance.consents import registry
from compliance.consents.enums import Means
from compliance.consents.models.guardian import Guardianship
from compliance.consents.models.text import PurposeText

# What tells where an answer came from goes when its person asks for erasure; the answer itself stays as proof.
BLANKABLE = ("ip_prefix", "agent", "note")
_REFILLED = " OR ".join(f"NEW.{name} NOT IN ('', OLD.{name})" for name in BLANKABLE)


class Consent(models.Model):
    """An answer, given or withdrawn (PDPL Implementing Regulations, Arts. 11 and 12).

    It is about an account, about somebody known only by an address (kept as a keyed hash), or about a browser
    (the hash of a random key that lies in its cookie). What a visitor chose is copied to the account at login;
    that row names both.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("person"),
    )
    address = models.CharField(_("hash of the address"), max_length=64, blank=True, default="")
    visitor = models.CharField(_("hash of the browser’s key"), max_length=64, blank=True, default="")
    purpose = models.CharField(_("purpose"), max_length=40)
    given = models.BooleanField(_("given"))
    text = models.ForeignKey(
        PurposeText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("text shown")
    )
    means = models.CharField(_("means"), max_length=12, choices=Means.choices)
    at = models.DateTimeField(_("at"), db_default=Now())
    ip_prefix = models.CharField(_("part of the network address"), max_length=49, blank=True, default="")
    agent = models.CharField(_("browser"), max_length=200, blank=True, default="")
    note = models.CharField(_("note of our staff"), max_length=300, blank=True, default="")
    request_id = models.CharField(_("request"), max_length=64, blank=True, default="")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written down by"),
    )
    guardianship = models.ForeignKey(
        Guardianship,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="consents",
        verbose_name=_("guardian"),
    )

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["user", "purpose", "-id"], name="consent_of_person"),
            models.Index(
                fields=["address", "purpose", "-id"], name="consent_of_address", condition=~Q(address="")
            ),
            models.Index(
                fields=["visitor", "purpose", "-id"], name="consent_of_browser", condition=~Q(visitor="")
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(address="") | ~Q(visitor=""),
                name="consent_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(given=False) | Q(text__isnull=False), name="consent_to_shown_words"
            ),
            models.CheckConstraint(condition=Q(means__in=Means.values), name="consent_means_known"),
        ]
        triggers = [
            pgtrigger.Protect(name="consent_stays", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="consent_unchanged",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=list(BLANKABLE)),
            ),
            pgtrigger.Protect(
                name="consent_only_blanked",
                operation=pgtrigger.Update,
                condition=pgtrigger.Condition(_REFILLED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {'+' if self.given else '-'} #{self.pk}"

    @property
    def title(self) -> str:
        """The purpose in the reader's language; the words that were shown stand in `text`."""
        return str(registry.purpose(self.purpose).title) if registry.known(self.purpose) else self.purpose
