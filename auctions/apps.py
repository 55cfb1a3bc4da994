from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuctionsConfig(AppConfig):
    name = "auctions"
    verbose_name = _("Auctions")

    def ready(self) -> None:
        # Models must be loaded before any of these.
        from auctions import checks, desk, letters, offers, receivers  # noqa: F401, PLC0415

        letters.register()
        desk.register()
        offers.register()
