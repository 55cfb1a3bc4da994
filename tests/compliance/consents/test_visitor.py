"""The question about cookies: nothing before the answer, no query, and one answer for browser and account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from compliance.consents import cookies, queries, visitor
from compliance.consents.context import consents
from compliance.consents.models import Consent
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.consents import give, words

pytestmark = pytest.mark.django_db
CHOOSE = "/en/privacy/consents/cookies/"
SAME = {"HTTP_SEC_FETCH_SITE": "same-origin"}


def choose(client: Client, answer: str, **headers: str) -> Any:
    data = {"answer": answer, "words_analytics": words("analytics"), "next": "/en/info/about/"}
    return client.post(CHOOSE, data, **{**SAME, **headers})


def seen_by(client: Client, user: Any = None) -> HttpRequest:
    """A request with the cookies of that browser."""
    request = RequestFactory().get("/en/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items() if morsel.value}
    if user is not None:
        request.user = user
    return request


def sign_in(client: Client, user: Any) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("path", ["/en/", "/ar/info/about/", "/ar/privacy/", "/en/privacy/consents/"])
def test_a_first_visit_sets_no_cookie_and_asks(client: Client, path: str) -> None:
    page = client.get(path)
    assert (page.status_code, sorted(page.cookies)) == (200, [])
    assert 'name="answer"' in page.content.decode()


def test_the_question_is_fair(client: Client) -> None:
    """Two buttons of one class, nothing ticked, no script, and a page that can be read without answering."""
    page = client.get("/en/info/about/").content.decode()
    ask = page[page.index('<section class="cookie-ask"') :]
    ask = ask[: ask.index("</section>")]
    assert ask.count('<button class="btn sm" name="answer"') == 2
    assert [part in ask for part in ("checked", "primary", "<script", "csrf")] == [False] * 4
    assert (
        page.index("</main>") < page.index('<section class="cookie-ask"') < page.index('<footer class="foot"')
    )


def test_an_answer_is_kept_and_the_question_gone(client: Client) -> None:
    answered = choose(client, "yes")
    assert (answered.status_code, answered["Location"], sorted(answered.cookies)) == (
        302,
        "/en/info/about/",
        ["consents"],
    )
    assert (answered.cookies["consents"]["httponly"], answered.cookies["consents"]["samesite"]) == (
        True,
        "Lax",
    )
    row = Consent.objects.get()
    assert (row.purpose, row.given, row.user, bool(row.visitor), row.text.sha256) == (
        "analytics",
        True,
        None,
        True,
        words("analytics"),
    )
    assert 'class="cookie-ask"' not in client.get("/en/info/about/").content.decode()


@pytest.mark.parametrize(("answer", "allowed"), [("yes", True), ("no", False), ("", False)])
def test_a_visit_is_counted_only_after_a_yes(client: Client, answer: str, allowed: bool) -> None:
    assert visitor.analytics_allowed(seen_by(client)) is False
    choose(client, answer)
    assert visitor.analytics_allowed(seen_by(client)) is allowed
    assert consents(seen_by(client))["analytics_allowed"]() is allowed


def test_a_visitors_answer_costs_no_query(
    client: Client, django_assert_num_queries: Callable[..., Any]
) -> None:
    choose(client, "yes")
    request = seen_by(client)
    with django_assert_num_queries(0):
        assert (visitor.analytics_allowed(request), consents(request)["cookie_question"]()) == (True, [])


def test_a_browser_that_says_no_for_its_reader_is_not_asked(client: Client) -> None:
    page = client.get("/en/info/about/", HTTP_SEC_GPC="1").content.decode()
    assert 'class="cookie-ask"' not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "", "HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_SEC_FETCH_SITE": ""},
    ],
)
def test_another_site_cannot_answer(client: Client, headers: dict[str, str]) -> None:
    refused = choose(client, "yes", **headers)
    assert (refused.status_code, sorted(refused.cookies), Consent.objects.count()) == (403, [], 0)


def test_an_answer_leads_to_our_own_pages_only(client: Client) -> None:
    data = {"answer": "no", "next": "https://evil.example/"}
    assert client.post(CHOOSE, data, **SAME)["Location"] == "/en/privacy/consents/"


def test_a_forged_cookie_is_no_answer(client: Client) -> None:
    client.cookies["consents"] = "WyJrIiwwLHsiYW5hbHl0aWNzIjp0cnVlfV0:forged:forged"
    assert visitor.read(seen_by(client)) is None
    assert 'class="cookie-ask"' in client.get("/en/info/about/").content.decode()


def test_a_visitors_answer_becomes_the_accounts_at_login(client: Client) -> None:
    user = UserFactory()
    choose(client, "yes")
    sign_in(client, user)
    row = Consent.objects.get(user=user)
    assert (row.given, bool(row.visitor), row.text.sha256) == (True, True, words("analytics"))
    assert queries.allows(user, "analytics") is True


def test_the_account_tells_a_new_browser(client: Client) -> None:
    user = UserFactory()
    give(user, "analytics")
    sign_in(client, user)
    choice = visitor.read(seen_by(client))
    assert choice is not None
    assert (choice.owner, dict(choice.answers)) == (user.pk, {"analytics": True})


def test_somebody_elses_computer_gives_no_consent_away(client: Client) -> None:
    first, second = UserFactory(), UserFactory()
    choose(client, "yes")
    sign_in(client, first)
    client.post(reverse("account_logout"))
    sign_in(client, second)
    assert (queries.allows(first, "analytics"), queries.allows(second, "analytics")) == (True, False)
    assert visitor.read(seen_by(client)) is None


def test_a_withdrawal_elsewhere_holds_in_every_browser(
    client: Client, client_for: Callable[..., Client]
) -> None:
    user = UserFactory()
    choose(client, "yes")
    sign_in(client, user)
    other = client_for(user)
    other.post(
        "/en/privacy/consents/answer/",
        {"purpose": "analytics", "answer": "no", "words": words("analytics")},
    )
    assert [visitor.analytics_allowed(seen_by(client, one)) for one in (user, None)] == [False, False]


def test_the_notice_names_every_cookie_that_is_set(client: Client) -> None:
    user = UserFactory()
    choose(client, "yes")
    client.get(reverse("account_login"))
    sign_in(client, user)
    known = {cookie.name for cookie in cookies.declared()}
    assert set(client.cookies) - known == set()
    page = client.get("/ar/privacy/").content.decode()
    assert [name for name in known if f'<bdi dir="ltr">{name}</bdi>' not in page] == []
