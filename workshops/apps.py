from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Workshops and events")

    def ready(self) -> None:
        sources = import_module("marketplace.search.sources")
        sources.register(import_module("workshops.search").suggest)
        beside = import_module("marketplace.beside")
        shown = import_module("workshops.shown")
        beside.register("events", "workshops/partials/_events_beside.html", shown.beside)
        import_module("workshops.sitemaps").register()
        import_module("workshops.studio").register()
        import_module("workshops.obstacles").register()
        import_module("workshops.reportable").register()
