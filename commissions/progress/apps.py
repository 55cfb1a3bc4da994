from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "commissions.progress"
    label = "progress"
    verbose_name = _("Conversation and progress")

    def ready(self) -> None:
        from commissions.progress import letters, receivers  # noqa: F401, PLC0415  models must be loaded first

        letters.register()
