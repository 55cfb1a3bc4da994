"""Audit codes of contracts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("contracts.offered", _("Contract of a commission written"))
audit.register("contracts.version", _("Another version of a contract proposed"))
audit.register("contracts.accepted", _("Version of a contract accepted by one side"))
audit.register("contracts.began", _("Version of a contract in force"))
audit.register("contracts.declined", _("Contract declined before it was in force"))
audit.register("contracts.cancelled", _("Contract ended early, its money divided"))
audit.register("contracts.completed", _("Contract fulfilled"))
audit.register("contracts.milestone.ordered", _("Payment of a milestone begun"))
audit.register("contracts.milestone.funded", _("Milestone paid"))
audit.register("contracts.milestone.submitted", _("Milestone handed over"))
audit.register("contracts.milestone.revised", _("Revision of a milestone asked for"))
audit.register("contracts.milestone.accepted", _("Milestone accepted"))
audit.register("contracts.milestone.refunded", _("Milestone paid back in whole"))
audit.register("contracts.dispute.opened", _("Dispute about a contract opened"))
audit.register("contracts.dispute.evidence", _("Evidence added to a dispute"))
audit.register("contracts.dispute.withdrawn", _("Dispute about a contract taken back"))
audit.register("contracts.dispute.decided", _("Dispute about a contract decided"))
