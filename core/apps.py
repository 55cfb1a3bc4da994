from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = _("Kernel")

    def ready(self) -> None:
        from core import logs, outbox  # noqa: PLC0415  models are not there when this module is imported

        logs.configure_structlog()
        outbox.autodiscover()
