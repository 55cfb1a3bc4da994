from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "orders.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from accounts import desk  # noqa: PLC0415  models must be loaded first
        from orders import panels  # noqa: PLC0415  models must be loaded first
        from orders.delivery import desk as mine  # noqa: PLC0415  models must be loaded first
        from orders.delivery import letters, panel  # noqa: PLC0415  models must be loaded first

        letters.register()
        panels.register("delivery", "delivery/order_panel.html", panel.load, order=10)
        desk.register(
            "addresses",
            _("My addresses"),
            "delivery/desk_addresses.html",
            mine.load,
            60,
            count=mine.count,
            empty=desk.Empty(
                _("No addresses yet"),
                _("Save where your works go, and choose it with one click when you buy."),
                "delivery:address_add",
                _("Add a delivery address"),
            ),
        )
