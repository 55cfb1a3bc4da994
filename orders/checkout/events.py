"""Audit codes of the checkout and of offers. A bag is nobody's business."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("checkout.checkout.placed", _("Checkout ordered"))
audit.register("checkout.checkout.changed", _("Checkout stopped: the total had changed"))
audit.register("checkout.offer.offered", _("Offer made"))
audit.register("checkout.offer.countered", _("Counter-offer made"))
audit.register("checkout.offer.accepted", _("Offer accepted"))
audit.register("checkout.offer.declined", _("Offer declined"))
audit.register("checkout.offer.withdrawn", _("Offer withdrawn"))
audit.register("checkout.offer.expired", _("Offer ran out"))
audit.register("checkout.offer.unpaid", _("Accepted offer not paid in time"))
audit.register("checkout.offer.sold", _("Offer closed: the work was sold"))
audit.register("checkout.offer.bought", _("Accepted offer paid"))
audit.register("checkout.offer_terms.set", _("Terms for offers changed"))
