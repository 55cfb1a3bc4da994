"""The language that is kept, and the time at which a person reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone, translation

from accounts.middleware import PreferencesMiddleware
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
HTML = {"Accept": "text/html", "Accept-Language": "en"}
SWITCH = {"Referer": "http://testserver/ar/works/"}


def test_the_root_opens_in_the_persons_language(client_for: Callable[..., Client]) -> None:
    arabic, english = UserFactory(language="ar"), UserFactory(language="en")
    assert client_for(arabic).get("/", headers=HTML).headers["Location"] == "/ar/"
    assert (
        client_for(english).get("/", headers={**HTML, "Accept-Language": "ar"}).headers["Location"] == "/en/"
    )


def test_a_visitors_root_follows_cookie_then_browser(client: Client) -> None:
    assert client.get("/", headers=HTML).headers["Location"] == "/en/"
    client.cookies["django_language"] = "ar"
    assert client.get("/", headers=HTML).headers["Location"] == "/ar/"


def test_a_switch_is_kept_in_the_cookie_and_on_the_account(client_for: Callable[..., Client]) -> None:
    user = UserFactory(language="ar")
    browser = client_for(user)
    response = browser.get("/en/account/", headers=SWITCH)
    assert response.cookies["django_language"].value == "en"
    user.refresh_from_db()
    assert user.language == "en"


@pytest.mark.parametrize(
    "referer", ["", "https://mail.example/ar/", "http://testserver/en/works/", "http://testserver/", "//"]
)
def test_a_link_from_elsewhere_switches_nothing(client_for: Callable[..., Client], referer: str) -> None:
    user = UserFactory(language="ar")
    response = client_for(user).get("/en/account/", headers={"Referer": referer})
    assert response.status_code == 200
    assert "django_language" not in response.cookies
    user.refresh_from_db()
    assert user.language == "ar"


def test_a_visitors_switch_is_kept_too(client: Client) -> None:
    response = client.get("/en/account/login/", headers=SWITCH)
    assert response.cookies["django_language"].value == "en"


def test_the_interface_of_phones_keeps_its_own_language(client_for: Callable[..., Client]) -> None:
    """What asks for JSON says its language in a header of its own."""
    user = UserFactory(language="ar")
    request = RequestFactory().get("/api/", headers={"Accept": "application/json"})
    request.COOKIES["sessionid"] = "x"
    request.user = user
    with translation.override("en"):
        PreferencesMiddleware(lambda _request: HttpResponse(translation.get_language()))(request)
        assert translation.get_language() == "en"


@pytest.mark.parametrize(
    ("zone", "shown"), [("Asia/Dubai", "Asia/Dubai"), ("Europe/London", "Europe/London"), ("", "Asia/Riyadh")]
)
def test_pages_are_at_the_persons_time(zone: str, shown: str) -> None:
    request: Any = RequestFactory().get("/ar/")
    request.COOKIES["sessionid"] = "x"
    request.user = UserFactory.build(time_zone=zone)
    seen: list[str] = []

    def page(_request: HttpRequest) -> HttpResponse:
        seen.append(timezone.get_current_timezone_name())
        return HttpResponse()

    PreferencesMiddleware(page)(request)
    assert seen == [shown]
    assert timezone.get_current_timezone_name() == "Asia/Riyadh"


def test_a_visitor_costs_no_query(client: Client, django_assert_num_queries: Callable[[int], Any]) -> None:
    request: Any = RequestFactory().get("/ar/", headers=SWITCH)

    class Untouchable:
        def __getattr__(self, name: str) -> None:
            raise AssertionError(name)

    request.user = Untouchable()
    with django_assert_num_queries(0):
        PreferencesMiddleware(lambda _request: HttpResponse())(request)
