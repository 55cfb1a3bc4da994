from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BookingConfig(AppConfig):
    name = "workshops.booking"
    label = "booking"
    verbose_name = _("Registrations")

    def ready(self) -> None:
        from accounts import desk as desks  # noqa: PLC0415  models must be loaded first
        from orders import panels, sources  # noqa: PLC0415  models must be loaded first
        from workshops.booking import (  # noqa: PLC0415  models must be loaded first
            desk,
            letters,
            obstacles,
            panel,
            receivers,  # noqa: F401  connected by being imported
        )

        letters.register()
        obstacles.register()
        sources.register("registration", panel.cards)
        panels.register("booking", "booking/order_panel.html", panel.load, order=5)
        desks.register(
            "registrations",
            _("My registrations"),
            "booking/desk_registrations.html",
            desk.load,
            62,
            count=desk.count,
            empty=desks.Empty(
                _("No registration yet"),
                _("Workshops, talks and openings near you: register, and find your tickets here."),
                "workshops:event-list",
                _("See what is on"),
            ),
        )
