from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    name = "compliance.consents"
    label = "consents"
    verbose_name = _("Consent")

    def ready(self) -> None:
        from compliance.consents import (  # noqa: PLC0415  apps must be loaded first
            letters,
            purposes,
            receivers,  # noqa: F401  they register themselves
        )

        purposes.register_all()
        letters.register()
