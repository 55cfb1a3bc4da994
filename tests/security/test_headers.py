"""What every answer of every address tells the browser, whoever asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve
from django.utils.translation import override

from config import headers
from tests.factories.accounts import AdminFactory, UserFactory
from tests.security.routes import Route, pages, routes

pytestmark = pytest.mark.django_db

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
# A mail is shown in a sandboxed frame of our own page: its styles stand in it, its scripts do not run.
FRAMED = ("mailing:mail_html", "mailing:template_preview")
REFERRER = (
    "strict-origin-when-cross-origin",
    "same-origin",
    "no-referrer",
)  # the last two where the address is a secret
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def wrong(route: Route, response: HttpResponse, *, known: bool) -> list[str]:
    """What is missing in an answer."""
    faults = [name for name, value in FIXED.items() if response.get(name) != value]
    policy = dict(
        re.split(r"\s+", part.strip(), maxsplit=1) for part in said(response).split(";") if part.strip()
    )
    if route.name not in FRAMED:
        faults += [name for name, value in POLICY.items() if policy.get(name) != value]
        faults += ["unsafe-inline"] * ("unsafe" in said(response))
        faults += ["X-Frame-Options"] * (response.get("X-Frame-Options") != "DENY")
    faults += ["Referrer-Policy"] * (response.get("Referrer-Policy") not in REFERRER)
    faults += ["camera"] * ("camera=(" not in response.get("Permissions-Policy", ""))
    is_public = response.request["PATH_INFO"].startswith(headers.PUBLIC)
    wanted = "cross-origin" if is_public else "same-origin"
    faults += ["CORP"] * (response.get("Cross-Origin-Resource-Policy") != wanted)
    if known and not is_public and not re.search(r"no-store|private", response.get("Cache-Control", "")):
        faults += ["Cache-Control"] * (route.name not in SHARED)
    return faults


# The same for everybody.
SHARED = {"sitemap", "sitemap-index", "wellknown:security", "admin:jsi18n", "admission:worker"}


def said(response: HttpResponse) -> str:
    policy: str = response.get("Content-Security-Policy", "")
    return policy


def leads(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def test_every_sample_address_is_one_of_ours() -> None:
    with override("en"):
        assert [route.name for route in routes() if not leads(route.url())] == []


@pytest.mark.parametrize("who", ["visitor", "person", "staff"])
def test_every_page_answers_with_its_headers(client_for: Callable[..., Client], who: str) -> None:
    user = {"visitor": lambda: None, "person": UserFactory, "staff": AdminFactory}[who]()
    browser = client_for(user)
    browser.raise_request_exception = False
    faults = {}
    # Everybody's answers pass one door: visitors knock everywhere, the others at every third address.
    for route in pages()[:: 1 if who == "visitor" else 3]:
        response = browser.get(route.url())
        if found := wrong(route, response, known=who != "visitor"):
            faults[route.name] = found
    assert faults == {}


def test_the_administration_answers_with_its_headers(client_for: Callable[..., Client]) -> None:
    browser = client_for(AdminFactory())
    lists = [route for route in routes() if route.name.startswith("admin:") and not route.parts]
    chosen = [route for route in lists if not route.name.endswith("_add")][::6]
    assert {route.name: wrong(route, browser.get(route.url()), known=True) for route in chosen} == {
        route.name: [] for route in chosen
    }


def test_a_static_file_may_be_shown_elsewhere_and_is_not_guessed_at(settings: Any, client: Client) -> None:
    settings.WHITENOISE_USE_FINDERS = True
    response = client.get("/static/css/base.css")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "private" not in response["Cache-Control"]


def test_a_view_adds_a_feature_and_keeps_the_rest() -> None:
    said = headers.permissions("camera=(self)").split(", ")
    assert sorted(set(headers.permissions("").split(", ")) - set(said)) == ["camera=()"]
    assert sorted(set(said) - set(headers.permissions("").split(", "))) == ["camera=(self)"]


def _answer(request: HttpRequest, **given: str) -> HttpResponse:
    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse("x", headers=given)

    return headers.HeadersMiddleware(view)(request)


def test_answers_to_tokens_are_kept_by_nobody() -> None:
    request = RequestFactory().get("/api/v1/me/", headers={"authorization": "Bearer x"})
    assert _answer(request)["Cache-Control"] == "private, no-store"
    assert _answer(request, ETag='"1"')["Cache-Control"] == "private, no-cache"
    assert _answer(request, **{"Cache-Control": "no-store"})["Cache-Control"] == "no-store"
    assert not _answer(RequestFactory().get("/en/works/")).has_header("Cache-Control")


@pytest.mark.usefixtures("password_only")
def test_signing_out_empties_the_browsers_cache(client: Client) -> None:
    client.force_login(UserFactory())
    assert "Clear-Site-Data" not in client.get("/en/desk/")
    assert client.post("/en/account/logout/")["Clear-Site-Data"] == '"cache"'
