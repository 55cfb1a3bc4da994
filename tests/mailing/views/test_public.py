"""Notices: one's own, in pages, read one by one or all at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client, RequestFactory

from mailing import context, services
from mailing.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.mailing import NotificationFactory

pytestmark = pytest.mark.django_db


def test_a_visitor_is_sent_to_sign_in(client: Client) -> None:
    assert client.get("/ar/notices/").status_code == 302


def test_the_list_shows_ones_own_notices_in_the_pages_language(client_for: Callable[..., Client]) -> None:
    person = UserFactory()
    NotificationFactory(user=person)
    NotificationFactory(context={"number": "AS-1", "title": "Somebody else's"})
    arabic = client_for(person).get("/ar/notices/").content.decode()
    english = client_for(person).get("/en/notices/").content.decode()
    assert "صحن الضوء" in arabic
    assert "Courtyard of Light" in english
    assert "Somebody else" not in arabic + english


def test_an_empty_list_teaches(client_for: Callable[..., Client]) -> None:
    assert "لا شيء بعد" in client_for(UserFactory()).get("/ar/notices/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client_for: Callable[..., Client], rows: int, django_assert_num_queries: Any
) -> None:
    person = UserFactory()
    for _ in range(rows):
        NotificationFactory(user=person)
    client = client_for(person)
    client.get("/en/notices/")
    with django_assert_num_queries(QUERIES):
        client.get("/en/notices/")


QUERIES = 5  # session, person, count, page, unread


def test_opening_one_marks_it_read_and_leads_on(client_for: Callable[..., Client]) -> None:
    person = UserFactory()
    notice, other = NotificationFactory(user=person), NotificationFactory(user=person)
    answer = client_for(person).post(f"/en/notices/{notice.pk}/")
    assert answer["Location"] == "/en/orders/AS-2026-000001/"
    notice.refresh_from_db()
    other.refresh_from_db()
    assert (notice.read_at is not None, other.read_at) == (True, None)


def test_an_outsider_opens_nothing(client_for: Callable[..., Client]) -> None:
    notice = NotificationFactory()
    assert client_for(UserFactory()).post(f"/en/notices/{notice.pk}/").status_code == 404
    client_for(UserFactory()).post("/en/notices/read/")
    notice.refresh_from_db()
    assert notice.read_at is None


def test_all_at_once(client_for: Callable[..., Client]) -> None:
    person = UserFactory()
    NotificationFactory(user=person)
    NotificationFactory(user=person)
    assert client_for(person).get("/en/notices/read/").status_code == 405
    client_for(person).post("/en/notices/read/")
    assert not Notification.objects.filter(user=person, read_at=None).exists()


def test_the_header_counts_only_when_asked(django_assert_num_queries: Any) -> None:
    person = UserFactory()
    NotificationFactory(user=person)
    request = RequestFactory().get("/")
    request.user = person
    with django_assert_num_queries(0):
        offered = context.notices(request)
    assert offered["unread_notices"] == 1


def test_a_notice_is_written_once_for_a_key() -> None:
    person = UserFactory()
    for _ in range(2):
        services.notify(user=person, kind="orders.paid", context={}, key="same")
    services.notify(user=UserFactory(), kind="orders.paid", context={}, key="same")
    assert Notification.objects.count() == 2
