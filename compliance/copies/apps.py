from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CopiesConfig(AppConfig):
    name = "compliance.copies"
    label = "copies"
    verbose_name = _("Data copies")

    def ready(self) -> None:
        from compliance.copies import letters  # noqa: PLC0415  models must be loaded first

        letters.register()
