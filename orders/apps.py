from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        from accounts import desk  # noqa: PLC0415  models must be loaded first
        from orders import desk as mine  # noqa: PLC0415  models must be loaded first
        from orders import letters, obstacles  # noqa: PLC0415  models must be loaded first

        letters.register()
        obstacles.register()
        desk.register(
            "orders",
            _("My orders"),
            "orders/desk_orders.html",
            mine.load,
            20,
            count=mine.count,
            empty=desk.Empty(
                _("No orders yet"),
                _("What you buy or win stands here with its bill and its receipt."),
                "home",
                _("Look at the works"),
            ),
        )
