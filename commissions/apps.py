from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommissionsConfig(AppConfig):
    name = "commissions"
    verbose_name = _("Commissions")

    def ready(self) -> None:
        from commissions import doors, obstacles, reportable  # noqa: PLC0415  models must be loaded first

        doors.register()
        obstacles.register()
        reportable.register()
