from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErasureConfig(AppConfig):
    name = "compliance.erasure"
    label = "erasure"
    verbose_name = _("Erasure and retention")

    def ready(self) -> None:
        from compliance.erasure import letters  # noqa: PLC0415  models must be loaded first

        letters.register()
