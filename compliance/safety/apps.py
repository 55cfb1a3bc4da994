from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SafetyConfig(AppConfig):
    name = "compliance.safety"
    label = "safety"
    verbose_name = _("Trust and safety")
