from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContractsConfig(AppConfig):
    name = "commissions.contracts"
    label = "contracts"
    verbose_name = _("Commission contracts")

    def ready(self) -> None:
        from commissions.contracts import letters, panel, receivers  # noqa: F401, PLC0415  receivers connect themselves
        from orders import panels, sources  # noqa: PLC0415  models must be loaded first

        letters.register()
        panels.register("contracts", "contracts/order_panel.html", panel.load, order=40)
        sources.register("milestone", panel.cards)
