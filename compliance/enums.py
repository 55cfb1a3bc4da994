"""Choices of the compliance floor."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorKind(models.TextChoices):
    SYSTEM = "system", _("System")
    PERSON = "person", _("Person")
    STAFF = "staff", _("Staff")


class Basis(models.TextChoices):
    """The legal bases of the Saudi Personal Data Protection Law (Articles 5 and 6)."""

    CONSENT = "consent", _("your consent")
    CONTRACT = "contract", _("the contract with you")
    LEGAL = "legal", _("a duty that the law lays on us")
    LEGITIMATE = "legitimate", _("our legitimate interest")
    INTEREST = "interest", _("your own clear interest")
