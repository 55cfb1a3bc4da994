from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "orders.payments"
    label = "payments"
    verbose_name = _("Payment providers")

    def ready(self) -> None:
        from orders import providers  # noqa: PLC0415  models must be loaded first
        from orders.payments.sandbox import SandboxProvider  # noqa: PLC0415  models must be loaded first

        providers.register(SandboxProvider.code, SandboxProvider, order=90)
