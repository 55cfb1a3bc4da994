from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AftercareConfig(AppConfig):
    name = "orders.aftercare"
    label = "aftercare"
    verbose_name = _("Returns and disputes")
