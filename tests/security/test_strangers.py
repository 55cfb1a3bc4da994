"""A stranger and a visitor knock at every address of what is another person's: nothing opens, nothing changes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.enums import Role
from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory
from tests.security.routes import Route, pages
from tests.security.world import World, world

pytestmark = pytest.mark.django_db

# Shown to everybody by what they are, or opened by a secret that is their whole protection.
PUBLIC = re.compile(
    r"page|imaging:.*|private-file|calendars:.*|sitemap|webhooks:.*|mail_webhooks:.*|headless:.*|mailing:unsubscribe"
    r"|marketplace:(artwork-(detail|short|buy)|artist-detail|gallery-detail|collection-detail)"
    r"|auctions:.*|workshops:event-detail|agenda:event-.*|admission:verify|progress:certificate-check"
    r"|api:(artwork|artist|gallery|auction|lot|lot-.*|event)|booking:(register|waiting.*|transfer-(accept|decline))"
    r"|commissions:(reference|sketch)|openid_connect_.*|accounts:desk_section|checkout:offer-(make|terms)"
    r"|api:run-waiting|safety:(report-new|block-new)"
)
# Walked in the tests of their own rooms, whose makers stand beside them.
ELSEWHERE = re.compile(
    r"admin:.*|(rights|copies|consents|records|incidents|erasure|safety|verification|compliance):.*"
    r"|api:(privacy|rights|request|data|cop|consent|safety|report|erasure|decision|block).*|payouts:.*|mfa_.*"
    r"|accounts:session_end|mailing:template.*|workshops:studio-(question|venue)"
)
SHUT = {302, 401, 403, 404, 405}
MISREAD = {400, 415}  # the API reads what was sent before it looks for whose it is: it tells nothing either
WRITES = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM) "(?!django_session|usersessions_)(\w+)"')


@pytest.fixture
def house() -> World:
    return world()


def private() -> list[Route]:
    return [
        route
        for route in pages()
        if route.parts and not PUBLIC.fullmatch(route.name) and not ELSEWHERE.fullmatch(route.name)
    ]


def test_no_address_is_forgotten(house: World) -> None:
    assert sorted({route.name for route in private() if house.values(route.name) is None}) == []


@pytest.mark.parametrize("who", ["visitor", "stranger"])
def test_nothing_opens_and_nothing_changes(
    house: World, client_for: Callable[..., Client], who: str, english: None
) -> None:
    stranger = UserFactory(roles=[Role.ARTIST])
    SellerFactory(owner=stranger)
    browser = client_for(None if who == "visitor" else stranger)
    opened = {}
    for route in private():
        path = route.url(house.values(route.name))
        for ask in (browser.get, browser.post):
            with CaptureQueriesContext(connection) as captured:
                answer = ask(path)
            wrote = {match[2] for query in captured if (match := WRITES.match(query["sql"]))}
            shut = SHUT | MISREAD if ask == browser.post and route.name.startswith("api:") else SHUT
            if answer.status_code not in shut or wrote:
                opened[f"{answer.wsgi_request.method} {route.name}"] = (answer.status_code, sorted(wrote))
    assert opened == {}


def test_the_walk_knocks_at_doors_that_do_open(house: World, client_for: Callable[..., Client]) -> None:
    """The control: to those whose things they are, dozens of these addresses answer a plain look."""
    seen = set()
    with override("en"):
        for user in (house.lamya, house.noura):
            browser = client_for(user)
            for route in private():
                answer = browser.get(route.url(house.values(route.name)))
                if answer.status_code in {200, 302}:
                    seen.add(route.name)
    assert len(seen) >= 50
