from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgressConfig(AppConfig):
    name = "commissions.progress"
    label = "progress"
    verbose_name = _("Conversation and progress")

    def ready(self) -> None:
        from commissions import panels  # noqa: PLC0415  models must be loaded first
        from commissions.progress import letters, panel, receivers, reportable  # noqa: F401, PLC0415  models must be loaded first

        letters.register()
        reportable.register()
        panels.register("progress", "progress/commission_panel.html", panel.load, order=20)
