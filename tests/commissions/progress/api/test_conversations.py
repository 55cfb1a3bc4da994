"""Conversations for phones."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from commissions.progress import services
from commissions.progress.models import Conversation, Message
from tests.factories.accounts import UserFactory
from tests.factories.commissions import ProposalFactory
from tests.factories.orders import SellerFactory
from tests.factories.progress import PHONE, offered, picture, talk_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
BASE = "/api/v1/conversations/"
LIST_QUERIES = 3
JSON = "application/json"


@pytest.fixture
def talk() -> Conversation:
    return talk_of(offered())


def _artist(talk: Conversation) -> Any:
    return talk.seller.members.get()


def test_send_read_and_look(client_for: Browser, talk: Conversation) -> None:
    artist, collector = client_for(_artist(talk)), client_for(talk.commission.collector)
    sent = artist.post(f"{BASE}{talk.pk}/messages/", {"text": "مرحبا", "files": [picture()], "key": "1"})
    assert sent.status_code == 201
    body = sent.json()
    assert (body["place"], body["mine"], body["state"]["code"]) == (1, True, "shown")
    got = collector.get(f"{BASE}{talk.pk}/messages/").json()
    assert (got["places"], [row["text"] for row in got["messages"]]) == (1, ["مرحبا"])
    file = got["messages"][0]["attachments"][0]
    assert collector.get(file["url"])["Content-Type"] == "image/jpeg"
    without_token = Client().get(file["signed_url"])
    assert (without_token.status_code, without_token["Content-Type"]) == (200, "image/jpeg")
    assert collector.post(f"{BASE}{talk.pk}/read/", {"place": 1}, JSON).json() == {"place": 1}
    assert artist.get(f"{BASE}{talk.pk}/messages/?after=1").json()["seen"] == 1


def test_a_held_message_is_its_authors(client_for: Browser, talk: Conversation) -> None:
    artist, collector = client_for(_artist(talk)), client_for(talk.commission.collector)
    sent = artist.post(f"{BASE}{talk.pk}/messages/", {"text": PHONE}, JSON)
    assert (sent.json()["state"]["code"], sent.json()["place"]) == ("held", None)
    assert collector.get(f"{BASE}{talk.pk}/messages/").json()["messages"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(client_for: Browser, django_assert_num_queries: Any, count: int) -> None:
    collector = UserFactory()
    for _number in range(count):
        found = talk_of(offered(collector=collector))
        services.send_message(conversation=found, by=_artist(found), text="مرحبا")
    client = client_for(collector)
    with django_assert_num_queries(LIST_QUERIES):
        body = client.get(BASE).json()
    assert [row["unread"] for row in body["results"]] == [1] * count


@pytest.mark.parametrize("count", [1, 3])
def test_an_artists_list_costs_the_same(
    client_for: Browser, django_assert_num_queries: Any, count: int
) -> None:
    artist = UserFactory()
    seller = SellerFactory(kind="artist", owner=artist)
    for _number in range(count):
        talk_of(ProposalFactory(by=artist, seller=seller))
    client = client_for(artist)
    with django_assert_num_queries(LIST_QUERIES):
        body = client.get(BASE).json()
    assert [row["who"] for row in body["results"]] == ["المقتني"] * count


def test_begin(client_for: Browser) -> None:
    proposal = offered()
    data = {"commission": proposal.commission.number, "seller": proposal.seller.slug}
    for person in (proposal.by, proposal.commission.collector):
        assert client_for(person).post(BASE, data, JSON).status_code == 201
    assert Conversation.objects.count() == 1
    assert client_for(UserFactory()).post(BASE, data, JSON).status_code == 404


def test_an_outsider_finds_nothing_and_changes_nothing(client_for: Browser, talk: Conversation) -> None:
    message = services.send_message(conversation=talk, by=_artist(talk), text="", files=[picture()])
    stranger, nobody = client_for(UserFactory()), client_for()
    for tail in ("messages/", f"files/{message.attachments.get().pk}/"):
        assert stranger.get(f"{BASE}{talk.pk}/{tail}").status_code == 404
        assert nobody.get(f"{BASE}{talk.pk}/{tail}").status_code in {401, 403}
    assert stranger.post(f"{BASE}{talk.pk}/messages/", {"text": "مرحبا"}, JSON).status_code == 404
    assert stranger.post(f"{BASE}{talk.pk}/read/", {"place": 1}, JSON).status_code == 404
    assert nobody.get(BASE).status_code in {401, 403}
    assert stranger.get(BASE).json()["results"] == []
    assert Message.objects.count() == 1
