"""Two who write at the same moment: each message has its own place; without the lock they would take the same."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection

from commissions.progress import locks, services
from commissions.progress.models import Conversation, Message
from tests.factories.progress import offered, talk_of

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 4


def _together(works: list[Callable[[], Any]]) -> list[BaseException]:
    """All of them at once, each with a connection of its own; returns what went wrong."""
    start, wrong = threading.Barrier(len(works)), []

    def run(work: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            work()
        except Exception as error:  # noqa: BLE001  told to the test
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return wrong


@pytest.fixture
def talk() -> Conversation:
    return talk_of(offered())


def _writers(talk: Conversation) -> list[Callable[[], Any]]:
    people = [talk.commission.collector, talk.seller.members.get()] * (WRITERS // 2)
    return [lambda by=by: services.send_message(conversation=talk, by=by, text="مرحبا") for by in people]


def test_each_message_has_its_own_place(talk: Conversation) -> None:
    assert _together(_writers(talk)) == []
    assert sorted(Message.objects.values_list("place", flat=True)) == [1, 2, 3, 4]
    assert Conversation.objects.get().places == WRITERS


def test_without_the_lock_two_take_the_same(talk: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the row is read without a lock, and all read before anybody writes."""
    read = threading.Barrier(WRITERS)

    def unlocked(pk: int) -> Conversation:
        row = Conversation.objects.select_related("commission__collector", "seller").get(pk=pk)
        read.wait(timeout=20)
        return row

    monkeypatch.setattr(locks, "conversation", unlocked)
    wrong = _together(_writers(talk))
    assert [type(error) for error in wrong] == [IntegrityError] * (WRITERS - 1)
    assert Message.objects.count() == 1


def test_the_same_key_sent_twice_at_once_is_one_message(talk: Conversation) -> None:
    by = talk.commission.collector
    works = [lambda: services.send_message(conversation=talk, by=by, text="مرحبا", key="k")] * 2
    assert _together(works) == []
    assert Message.objects.count() == 1
