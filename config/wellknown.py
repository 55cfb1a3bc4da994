"""What others look for in fixed places: whom to tell of a weakness (RFC 9116), where a password is changed."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe


@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def security_txt(request: HttpRequest) -> HttpResponse:
    lines = [
        f"Contact: mailto:{settings.SECURITY_EMAIL}",
        f"Expires: {settings.SECURITY_TXT_EXPIRES}",
        "Preferred-Languages: ar, en",
        f"Canonical: {settings.SITE_URL}{reverse('wellknown:security')}",
        *(f"Policy: {_policy(language)}" for language in ("en", "ar")),
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """For password managers; in the reader's language."""
    return redirect("account_change_password")


def _policy(language: str) -> str:
    with override(language):
        return settings.SITE_URL + reverse("page", args=["security"])


app_name = "wellknown"
urlpatterns = [
    path("security.txt", security_txt, name="security"),
    path("change-password", change_password, name="change-password"),
]
