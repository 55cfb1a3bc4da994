"""Audit actions of the compliance floor itself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.audit import register

LOOKED = register("compliance.data.looked", _("Personal data looked at"))
EXPORTED = register("compliance.audit.exported", _("Audit log exported"))
