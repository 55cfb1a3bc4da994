from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AftercareConfig(AppConfig):
    name = "orders.aftercare"
    label = "aftercare"
    verbose_name = _("Returns and disputes")

    def ready(self) -> None:
        from accounts import desk  # noqa: PLC0415  models must be loaded first
        from compliance.safety import queues  # noqa: PLC0415  models must be loaded first
        from orders import attention, panels  # noqa: PLC0415  models must be loaded first
        from orders.aftercare import desk as mine  # noqa: PLC0415  models must be loaded first
        from orders.aftercare import letters, needs, obstacles, receivers  # noqa: F401, PLC0415  receivers register themselves

        letters.register()
        obstacles.register()
        queues.register("disputes", _("Disputes about orders"), "aftercare:queue", needs.of_staff, order=30)
        attention.register("cases", needs.of_cases, order=30)
        panels.register("aftercare", "aftercare/order_panel.html", mine.panel, order=60)
        desk.register(
            "cases",
            _("Returns and problems"),
            "aftercare/desk_cases.html",
            mine.load,
            25,
            count=mine.count,
            empty=desk.Empty(
                _("No case waits for you"),
                _("A return or a problem begins on the page of its order."),
                "aftercare:cases",
                _("All my cases"),
            ),
        )
