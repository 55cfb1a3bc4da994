"""Audit codes of payouts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("payouts.account.changed", _("Bank account of a seller changed"))
audit.register("payouts.account.checked", _("Bank account checked"))
audit.register("payouts.account.refused", _("Bank account refused"))
audit.register("payouts.batch.made", _("Payout batch made"))
audit.register("payouts.batch.approved", _("Payout batch approved"))
audit.register("payouts.batch.sent", _("Payout batch sent to the bank"))
audit.register("payouts.batch.cancelled", _("Payout batch cancelled"))
audit.register("payouts.payout.paid", _("Payout paid"))
audit.register("payouts.payout.failed", _("Payout not carried out"))
audit.register("payouts.payout.reversed", _("Payout returned by the bank"))
audit.register("payouts.settlement.read", _("Settlement report reconciled"))
audit.register("payouts.batch.exported", _("Bank file of a payout batch taken"))
