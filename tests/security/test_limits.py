"""Each route has a class, each class a rate, and who comes too often is told when to come again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from redis.exceptions import ConnectionError as Unreachable

from config import limits
from config.limits import CLASSES, class_of
from tests.factories.accounts import UserFactory
from tests.security.routes import routes

FORM = "/en/notices/read/"


def test_every_route_has_a_class() -> None:
    assert sorted({route.name for route in routes() if class_of(route.name) is None}) == []


def test_every_class_is_used() -> None:
    used = {kind.code for route in routes() if (kind := class_of(route.name))}
    assert used == set(CLASSES)


@pytest.mark.parametrize(
    ("route", "code"),
    [
        ("account_login", "sign-in"),
        ("mfa_authenticate", "sign-in"),
        ("headless:app:account:login", "sign-in"),
        ("headless:app:tokens:refresh", "token"),
        ("account_signup", "sign-up"),
        ("account_confirm_login_code", "code"),
        ("headless:app:account:reset_password", "code"),
        ("account_change_password", "account"),
        ("marketplace:artwork-list", "search"),
        ("marketplace:studio-image-add", "upload"),
        ("auctions:lot-bid", "bid"),
        ("payouts:account", "money"),
        ("invoicing:pdf", "download"),
        ("safety:report-new", "report"),
        ("webhooks:door", "message"),
        ("admin:orders_order_changelist", "staff"),
        ("api:me", "api"),
        ("commissions:commission-new", "form"),
    ],
)
def test_known_routes_stand_where_they_belong(route: str, code: str) -> None:
    kind = class_of(route)
    assert kind is not None
    assert kind.code == code


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two forms a minute instead of many."""
    two = limits.RouteClass("form", "2/m")
    rules = [(pattern, two if kind.code == "form" else kind) for pattern, kind in limits.RULES]
    monkeypatch.setattr(limits, "RULES", rules)


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("language", "words"), [("ar", "تكرّر"), ("en", "That was too often in a short time.")]
)
def test_who_comes_too_often_waits(client_for: Callable[..., Client], language: str, words: str) -> None:
    lamya, sara = client_for(UserFactory()), client_for(UserFactory())
    path = FORM.replace("/en/", f"/{language}/")
    now = datetime.now(UTC)
    with time_machine.travel(now, tick=False):
        assert [lamya.post(path).status_code for _ in range(3)] == [302, 302, 429]
        refused = lamya.post(path)
        assert 1 <= int(refused["Retry-After"]) <= 60
        assert words in refused.content.decode()
        assert sara.post(path).status_code == 302  # her own count
        assert lamya.get(path.replace("read/", "")).status_code == 200  # looking is free
    with time_machine.travel(now + timedelta(seconds=61), tick=False):
        assert lamya.post(path).status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
def test_a_script_gets_a_problem(client_for: Callable[..., Client]) -> None:
    browser = client_for(UserFactory())
    with time_machine.travel(datetime.now(UTC), tick=False):
        answers = [browser.post(FORM, headers={"accept": "application/json"}) for _ in range(3)]
    assert answers[-1].json()["code"] == "config.too_often"
    assert answers[-1]["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_without_the_cache_nobody_is_stopped(
    client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise Unreachable

    monkeypatch.setattr(limits, "get_usage", gone)
    assert client_for(UserFactory()).post(FORM).status_code == 302


@pytest.mark.django_db
def test_the_proxys_word_counts_only_where_a_proxy_is_trusted(client: Client, settings, rf) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    assert limits.address_of(request) == "127.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert limits.address_of(request) == "198.51.100.7"


@pytest.mark.django_db
def test_the_api_counts_by_itself_and_says_when_to_come_again(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.api.limits.ByAddress.get_rate", lambda self: "1/min")
    answers = [client.get("/api/v1/artists/") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert int(answers[1]["Retry-After"]) >= 1
