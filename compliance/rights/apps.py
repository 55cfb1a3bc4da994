from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "compliance.rights"
    label = "rights"
    verbose_name = _("Data-subject requests")

    def ready(self) -> None:
        from compliance import office  # noqa: PLC0415  models must be loaded first
        from compliance.rights import letters, queries, receivers  # noqa: F401, PLC0415  receivers register themselves

        letters.register()
        office.register("requests", _("Data-subject requests"), queries.card, order=20)
