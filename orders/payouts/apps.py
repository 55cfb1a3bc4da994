from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PayoutsConfig(AppConfig):
    name = "orders.payouts"
    label = "payouts"
    verbose_name = _("Payouts")

    def ready(self) -> None:
        from orders.payouts import letters, needs, obstacles  # noqa: PLC0415  models must be loaded first

        letters.register()
        needs.register()
        obstacles.register()
