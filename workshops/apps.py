from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "workshops"
    verbose_name = _("Workshops and events")

    def ready(self) -> None:
        # Models must be loaded before any of these.
        from marketplace.search import sources  # noqa: PLC0415
        from workshops import search, sitemaps, studio  # noqa: PLC0415

        sources.register(search.suggest)
        sitemaps.register()
        studio.register()
