import logging
from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        import_module("accounts.receivers")
        import_module("accounts.corrections").register()
        import_module("accounts.checks")
        import_module("accounts.obstacles").register()
        if not settings.STAFF_MFA:
            logger.critical(
                "STAFF_MFA is off: staff work without a second factor. Never do this in production."
            )
