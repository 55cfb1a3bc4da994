from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "compliance.rights"
    label = "rights"
    verbose_name = _("Data-subject requests")

    def ready(self) -> None:
        from compliance.rights import letters, receivers  # noqa: F401, PLC0415  receivers register themselves

        letters.register()
