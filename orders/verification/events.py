"""Audit codes of the check of sellers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("verification.paper.submitted", _("Paper of a seller handed in"))
audit.register("verification.paper.verified", _("Paper of a seller verified"))
audit.register("verification.paper.refused", _("Paper of a seller refused"))
audit.register("verification.paper.withdrawn", _("Paper of a seller withdrawn"))
audit.register("verification.paper.expired", _("Paper of a seller expired"))
audit.register("verification.paper.revoked", _("Paper of a seller no longer accepted"))
audit.register("verification.seller.ended", _("Verification of a seller ended"))
