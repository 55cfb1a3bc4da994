"""Audit codes and outbox topics of this room."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from compliance import audit

ACT: Final = "payments.act"
SANDBOX_SENDS: Final = "payments.sandbox_sends"
TRANSFER_REJECTED: Final = "payments.transfer_rejected"
TRANSFER_MISMATCH: Final = "payments.transfer_mismatch"
DIRECT_STARTED: Final = "payments.direct_started"

audit.register("payments.transfer.proof", _("Proof of a transfer received"))
audit.register("payments.transfer.matched", _("Transfer found on the statement"))
audit.register("payments.transfer.mismatch", _("Transfer arrived with another amount"))
audit.register("payments.transfer.rejected", _("Transfer not accepted"))
audit.register("payments.direct.received", _("The seller has the money"))
audit.register("payments.direct.refused", _("The seller did not receive the money"))
audit.register("payments.method.saved", _("Seller's way to be paid saved"))
audit.register("payments.method.switched", _("Seller's way to be paid switched on or off"))
audit.register("payments.hand_refund.done", _("Refund sent by hand"))
audit.register("payments.hand_refund.refused", _("Refund by hand given up"))
audit.register("payments.message.again", _("Message of a provider tried again"))
