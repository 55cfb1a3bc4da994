from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VerificationConfig(AppConfig):
    name = "orders.verification"
    label = "verification"
    verbose_name = _("Verification of sellers")

    def ready(self) -> None:
        from compliance.rules import is_moderator  # noqa: PLC0415  models must be loaded first
        from compliance.safety import queues  # noqa: PLC0415  models must be loaded first
        from orders import attention  # noqa: PLC0415  models must be loaded first
        from orders.verification import letters, needs, queries  # noqa: PLC0415  models must be loaded first

        letters.register()
        attention.register("papers", needs.of_papers, order=80)
        queues.register(
            "papers",
            _("Sellers' papers"),
            "verification:queue",
            lambda user: queries.waiting().count() if is_moderator(user) else None,
            order=60,
        )
