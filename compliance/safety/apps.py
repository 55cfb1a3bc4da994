from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    name = "compliance.safety"
    label = "safety"
    verbose_name = _("Trust and safety")

    def ready(self) -> None:
        from compliance.safety import letters, panels  # noqa: PLC0415  models must be loaded first

        letters.register()
        panels.register()
