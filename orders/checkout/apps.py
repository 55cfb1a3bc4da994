from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckoutConfig(AppConfig):
    name = "orders.checkout"
    label = "checkout"
    verbose_name = _("Bag and checkout")

    def ready(self) -> None:
        import_module("orders.checkout.receivers")
        import_module("orders.checkout.letters").register()
        import_module("orders.checkout.obstacles").register()
