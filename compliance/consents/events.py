"""Audit codes of the consent room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("consents.consent.given", _("Consent given"))
audit.register("consents.consent.withdrawn", _("Consent withdrawn or refused"))
audit.register("consents.guardian.named", _("Young person named a guardian"))
audit.register("consents.guardian.asked", _("Guardian asked by letter"))
audit.register("consents.guardian.confirmed", _("Guardianship confirmed"))
audit.register("consents.person.read", _("Staff read a person’s consents"))
audit.register("consents.person.exported", _("Staff exported the evidence of a person’s consents"))
