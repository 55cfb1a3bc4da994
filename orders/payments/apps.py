from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "orders.payments"
    label = "payments"
    verbose_name = _("Payment providers")

    def ready(self) -> None:
        from core import health  # noqa: PLC0415  models must be loaded first
        from orders import panels  # noqa: PLC0415  models must be loaded first
        from orders.payments import (  # noqa: PLC0415  models must be loaded first
            checks,  # noqa: F401
            letters,
            roster,
        )
        from orders.payments import panels as mine  # noqa: PLC0415  models must be loaded first

        roster.register()
        letters.register()
        health.inform(roster.degraded)
        panels.register("transfer", "payments/partials/_transfer_panel.html", mine.transfer, order=5)
        panels.register("direct", "payments/partials/_direct_panel.html", mine.direct, order=6)
