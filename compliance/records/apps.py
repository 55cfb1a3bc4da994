from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "compliance.records"
    label = "records"
    verbose_name = _("Processing records")

    def ready(self) -> None:
        from compliance import office  # noqa: PLC0415  models must be loaded first
        from compliance.records import queries  # noqa: PLC0415  models must be loaded first

        office.register("reviews", _("Reviews due"), queries.card, order=60)
