from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        # Models are not there when this module is imported; the checks register themselves.
        from core import checks, logs, outbox  # noqa: F401, PLC0415

        logs.configure_structlog()
        outbox.autodiscover()
