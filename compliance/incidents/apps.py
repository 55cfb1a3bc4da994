from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncidentsConfig(AppConfig):
    name = "compliance.incidents"
    label = "incidents"
    verbose_name = _("Breaches")

    def ready(self) -> None:
        from compliance import office  # noqa: PLC0415  models must be loaded first
        from compliance.incidents import letters, queries  # noqa: PLC0415  models must be loaded first

        letters.register()
        office.register("breaches", _("Breaches"), queries.card, order=10)
