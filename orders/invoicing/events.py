"""Audit codes of invoicing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("invoicing.invoice.issued", _("Invoice issued"))
audit.register("invoicing.invoice.filed", _("Invoice filed with the tax authority"))
audit.register("invoicing.invoice.refused", _("Invoice refused by the tax authority"))
audit.register("invoicing.invoice.retried", _("Invoice to be filed again"))
