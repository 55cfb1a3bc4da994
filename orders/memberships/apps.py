from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MembershipsConfig(AppConfig):
    name = "orders.memberships"
    label = "memberships"
    verbose_name = _("Memberships")

    def ready(self) -> None:
        from accounts import desk as desks  # noqa: PLC0415  models must be loaded first
        from orders import commission as rates  # noqa: PLC0415  models must be loaded first
        from orders import panels  # noqa: PLC0415  models must be loaded first
        from orders.memberships import (  # noqa: PLC0415  models must be loaded first
            commission,
            desk,
            letters,
            obstacles,
            panel,
            receivers,  # noqa: F401  connected by being imported
        )

        letters.register()
        obstacles.register()
        panels.register("memberships", "memberships/order_panel.html", panel.load, order=40)
        rates.register(commission.rate)
        desks.register(
            "memberships",
            _("My memberships"),
            "memberships/desk_memberships.html",
            desk.load,
            65,
            count=desk.count,
            empty=desks.Empty(
                _("No membership yet"),
                _("Members see more and pay less: choose what suits you."),
                "memberships:tiers",
                _("Look at the memberships"),
            ),
        )
