from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdmissionConfig(AppConfig):
    name = "workshops.admission"
    label = "admission"
    verbose_name = _("Admission")

    def ready(self) -> None:
        from workshops import studio  # noqa: PLC0415  models must be loaded first
        from workshops.admission import letters  # noqa: PLC0415  models must be loaded first

        letters.register()
        studio.register_run_page("attendance", _("Door and attendance"), "admission:attendance", order=20)
        studio.register_run_page("statement", _("Statement"), "admission:statement", order=60)
