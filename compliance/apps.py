from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ComplianceConfig(AppConfig):
    name = "compliance"
    verbose_name = _("Privacy and audit")

    def ready(self) -> None:
        from compliance import checks, sealing  # noqa: F401, PLC0415  they register themselves

        autodiscover_modules("events", "privacy")
