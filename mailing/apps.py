from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    name = "mailing"
    verbose_name = _("Mail")

    def ready(self) -> None:
        from compliance import post  # noqa: PLC0415  models must be loaded first
        from mailing import carrier, checks, receivers  # noqa: F401, PLC0415  they register themselves

        post.carried_by(carrier)
