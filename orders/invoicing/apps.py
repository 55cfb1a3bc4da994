from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InvoicingConfig(AppConfig):
    name = "orders.invoicing"
    label = "invoicing"
    verbose_name = _("Invoices")

    def ready(self) -> None:
        from orders import panels  # noqa: PLC0415  models must be loaded first
        from orders.invoicing import panels as mine  # noqa: PLC0415  models must be loaded first
        from orders.invoicing import receivers  # noqa: F401, PLC0415  models must be loaded first

        panels.register("invoicing", "invoicing/order_panel.html", mine.load, order=40)
