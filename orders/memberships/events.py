"""Audit codes of memberships."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("memberships.offered", _("Membership ordered"))
audit.register("memberships.started", _("Membership started, renewed or changed"))
audit.register("memberships.planned", _("Change of a membership planned"))
audit.register("memberships.cancelled", _("Membership cancelled to its end"))
audit.register("memberships.resumed", _("Membership taken up again"))
audit.register("memberships.late", _("Membership unpaid, in its days of grace"))
audit.register("memberships.withdrawn", _("Stepped back from a membership"))
audit.register("memberships.turned", _("Membership went over to its next tier"))
audit.register("memberships.ended", _("Membership ended"))
audit.register("memberships.refunded", _("A stretch of a membership was paid back"))
