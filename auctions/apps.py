from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core import health

CLOSER_SILENCE = 15  # seconds without a beat before the house is not ready


class AuctionsConfig(AppConfig):
    name = "auctions"
    verbose_name = _("Auctions")

    def ready(self) -> None:
        # Models must be loaded before any of these.
        from auctions import (  # noqa: PLC0415
            checks,  # noqa: F401  registers itself
            closer,
            desk,
            doors,
            letters,
            obstacles,
            offers,
            receivers,  # noqa: F401  connected by being imported
            reportable,
            shelf,
        )

        letters.register()
        desk.register()
        obstacles.register()
        offers.register()
        doors.register()
        shelf.register()
        reportable.register()
        health.expect(closer.NAME, CLOSER_SILENCE)
