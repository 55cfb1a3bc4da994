from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "workshops.agenda"
    label = "agenda"
    verbose_name = _("Calendar")

    def ready(self) -> None:
        from marketplace import studio  # noqa: PLC0415  models must be loaded first
        from workshops.agenda import letters  # noqa: PLC0415  models must be loaded first

        letters.register()
        studio.register_tab("feeds", _("Bring in events"), "agenda:feeds")
