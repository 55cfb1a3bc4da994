"""Audit codes of the auctions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("auctions.sale.created", _("Sale created"))
audit.register("auctions.sale.changed", _("Sale changed"))
audit.register("auctions.sale.submitted", _("Sale handed in for review"))
audit.register("auctions.sale.published", _("Sale announced"))
audit.register("auctions.sale.opened", _("Sale opened"))
audit.register("auctions.sale.held", _("Sale put on hold"))
audit.register("auctions.sale.resumed", _("Sale resumed"))
audit.register("auctions.sale.closed", _("Sale closed"))
audit.register("auctions.sale.cancelled", _("Sale cancelled"))
audit.register("auctions.lot.created", _("Lot entered in a sale"))
audit.register("auctions.lot.removed", _("Lot taken out of a draft"))
audit.register("auctions.lot.held", _("Lot put on hold"))
audit.register("auctions.lot.resumed", _("Lot resumed"))
audit.register("auctions.lot.withdrawn", _("Lot withdrawn"))
audit.register("auctions.lot.reserve_lowered", _("Reserve lowered"))
audit.register("auctions.lot.bids_voided", _("Bids declared void"))
audit.register("auctions.lot.closed", _("Lot closed"))
audit.register("auctions.maximum.seen", _("Staff saw a secret maximum"))
