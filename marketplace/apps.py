from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarketplaceConfig(AppConfig):
    name = "marketplace"
    verbose_name = _("Catalogue")

    def ready(self) -> None:
        import_module("marketplace.receivers")
        import_module("marketplace.doors").register()
        import_module("marketplace.shelf").register()
        import_module("marketplace.reportable").register()
