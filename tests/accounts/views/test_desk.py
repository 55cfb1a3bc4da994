"""The desk: sections of the apps above, each loaded when it is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts import desk
from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two sections of our own in the place of everybody's; what they were asked for."""
    asked: list[str] = []
    monkeypatch.setattr(desk, "_sections", {})

    def load(user: User) -> dict[str, Any]:
        asked.append(f"load {user.email}")
        return {"identity": {"notices": []}}

    desk.register("later", "Later", "components/messages.html", load, 20)
    desk.register(
        "bids",
        "My bids",
        "components/messages.html",
        load,
        10,
        count=lambda user: user.email.count("l"),
        empty=desk.Empty("No bids yet", "Find a lot and bid on it.", "home", "See the auctions"),
    )
    return asked


def test_a_visitor_is_asked_to_sign_in_and_comes_back(client: Client) -> None:
    assert client.get("/en/desk/").headers["Location"] == "/en/account/login/?next=/en/desk/"


def test_the_overview_counts_and_loads_nothing(client_for: Callable[..., Client], loaded: list[str]) -> None:
    page = client_for(UserFactory(email="lol@example.com")).get("/en/desk/").content.decode()
    assert page.index("My bids") < page.index("Later")
    assert "<bdi>3</bdi>" in page
    assert loaded == []


def test_a_section_loads_only_itself(client_for: Callable[..., Client], loaded: list[str]) -> None:
    response = client_for(UserFactory(email="lol@example.com")).get("/en/desk/bids/")
    assert response.status_code == 200
    assert loaded == ["load lol@example.com"]
    assert 'aria-current="page">My bids' in response.content.decode()


def test_an_empty_section_teaches(client_for: Callable[..., Client], loaded: list[str]) -> None:
    page = client_for(UserFactory(email="a@exampe.com")).get("/en/desk/bids/").content.decode()
    assert "Find a lot and bid on it." in page
    assert loaded == []


def test_an_unknown_section_is_not_found(client_for: Callable[..., Client], loaded: list[str]) -> None:
    assert client_for(UserFactory()).get("/en/desk/nothing/").status_code == 404


def test_sections_stand_in_order_and_the_last_word_counts(loaded: list[str]) -> None:
    desk.register("first", "First", "x.html", lambda _user: {}, 1)
    desk.register("first", "The first", "x.html", lambda _user: {}, 15)
    assert [(part.code, part.title) for part in desk.sections()] == [
        ("bids", "My bids"),
        ("first", "The first"),
        ("later", "Later"),
    ]
    desk.unregister("first")
    assert desk.section("first") is None


def test_the_overview_in_arabic(client_for: Callable[..., Client], loaded: list[str]) -> None:
    user = UserFactory(name_ar="لمياء")
    page = client_for(user).get("/ar/desk/").content.decode()
    assert "أهلًا، <bdi>لمياء</bdi>" in page
    assert "يحسن أن تفعله الآن" in page


@pytest.mark.parametrize("sections", [1, 3])
def test_the_number_of_queries_is_the_number_of_counts(
    client_for: Callable[..., Client],
    loaded: list[str],
    sections: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for number in range(sections):
        desk.register(f"s{number}", "S", "x.html", lambda _user: {}, count=lambda _user: User.objects.count())
    browser = client_for(UserFactory())
    with django_assert_num_queries(7 + sections):
        browser.get("/en/desk/")
