"""Addresses of registrations, mounted at registrations/."""

from __future__ import annotations

from django.urls import path, register_converter

from workshops.booking.views import mine, registering, transferring, waiting


class CodeConverter:
    """Codes are written in capitals; typed small they lead to the same page."""

    regex = "[Rr][Gg]-[2-9A-HJKMNP-Za-hjkmnp-z]{8}"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "registration")

app_name = "booking"
urlpatterns = [
    path("", mine.registrations, name="registrations"),
    path("new/<int:run_pk>/", registering.register, name="register"),
    path("waiting/<int:run_pk>/", waiting.waiting, name="waiting"),
    path("waiting/<int:run_pk>/leave/", waiting.leave, name="waiting-leave"),
    path("handed/<str:token>/", transferring.accept, name="transfer-accept"),
    path("handed/<str:token>/decline/", transferring.decline, name="transfer-decline"),
    path("<registration:code>/", mine.registration, name="registration"),
    path("<registration:code>/cancel/", mine.cancel, name="cancel"),
    path("<registration:code>/let-go/", mine.let_go, name="let-go"),
    path("<registration:code>/<int:number>/hand-over/", transferring.offer, name="transfer"),
    path("<registration:code>/<int:number>/keep/", transferring.withdraw, name="transfer-withdraw"),
]
