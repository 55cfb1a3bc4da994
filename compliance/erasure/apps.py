from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ErasureConfig(AppConfig):
    name = "compliance.erasure"
    label = "erasure"
    verbose_name = _("Erasure and retention")

    def ready(self) -> None:
        from compliance import office  # noqa: PLC0415  models must be loaded first
        from compliance.erasure import letters, queries  # noqa: PLC0415  models must be loaded first

        letters.register()
        office.register("erasures", _("Erasures"), queries.card, order=30)
