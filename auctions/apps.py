from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import health

CLOSER_SILENCE = 15  # seconds without a beat before the house is not ready


class AuctionsConfig(AppConfig):
    name = "auctions"
    verbose_name = _("Auctions")

    def ready(self) -> None:
        # Models must be loaded before any of these.
        from auctions import checks, closer, desk, doors, letters, offers, receivers, reportable, shelf  # noqa: F401, PLC0415

        letters.register()
        desk.register()
        offers.register()
        doors.register()
        shelf.register()
        reportable.register()
        health.expect(closer.NAME, CLOSER_SILENCE)
