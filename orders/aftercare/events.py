"""Audit codes of the cases, and what goes out on commit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit
from core import outbox
from orders.aftercare.models import CaseEntry

audit.register("aftercare.case.requested", _("Case opened"))
audit.register("aftercare.case.approved", _("Return approved"))
audit.register("aftercare.case.refused", _("Case refused by the seller"))
audit.register("aftercare.case.goods_on_the_way", _("Goods sent back"))
audit.register("aftercare.case.received", _("Goods back with the seller"))
audit.register("aftercare.case.inspected", _("Returned goods examined"))
audit.register("aftercare.case.escalated", _("Case handed to staff"))
audit.register("aftercare.case.decided", _("Case decided by staff"))
audit.register("aftercare.case.refunded", _("Case ended with a full refund"))
audit.register("aftercare.case.refunded_in_part", _("Case ended with a refund in part"))
audit.register("aftercare.case.closed", _("Case closed without a refund"))
audit.register("aftercare.case.withdrawn", _("Case taken back by the buyer"))
audit.register("aftercare.photos.added", _("Photos added to a case"))


def announce(entry: CaseEntry) -> None:
    """Mail and notices to both sides, once for an entry."""
    outbox.enqueue("aftercare.entry", {"entry": entry.pk}, key=f"entry:{entry.pk}")
