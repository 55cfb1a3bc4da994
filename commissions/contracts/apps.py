from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "commissions.contracts"
    label = "contracts"
    verbose_name = _("Commission contracts")

    def ready(self) -> None:
        from commissions.contracts import letters, obstacles, panel, receivers  # noqa: F401, PLC0415  receivers connect themselves
        from compliance.safety import queues  # noqa: PLC0415  models must be loaded first
        from orders import panels, sources  # noqa: PLC0415  models must be loaded first

        letters.register()
        obstacles.register()
        queues.register(
            "contracts", _("Disputes about contracts"), "contracts:queue", panel.open_disputes, order=31
        )
        panels.register("contracts", "contracts/order_panel.html", panel.load, order=40)
        sources.register("milestone", panel.cards)
