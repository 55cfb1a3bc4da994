"""The outbox at the staff desk."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from core.enums import OutboxState
from core.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.core import OutboxMessageFactory

LIST = "admin:core_outboxmessage_changelist"


def address(name, language="ar", *args):
    with override(language):
        return reverse(name, args=args)


@pytest.fixture
def staff(client_for, db):
    return client_for(UserFactory(is_staff=True, is_superuser=True))


@pytest.mark.parametrize(("language", "title"), [("ar", "صندوق الصادر"), ("en", "outbox")])
def test_listed_in_both_languages(staff, language, title):
    OutboxMessageFactory(parked=True)
    page = staff.get(address(LIST, language)).content.decode()
    assert title in page.lower()
    assert "ValueError: no such lot" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count_of_the_list(staff, rows, django_assert_num_queries):
    for _ in range(rows):
        OutboxMessageFactory(parked=True)
    staff.get(address(LIST))
    with django_assert_num_queries(QUERIES):
        staff.get(address(LIST))


QUERIES = 4


def test_parked_messages_are_tried_again_and_done_ones_are_left(staff):
    parked, done = OutboxMessageFactory(parked=True), OutboxMessageFactory(done=True)
    answer = staff.post(
        address(LIST, "ar"),
        {"action": "try_again", "_selected_action": [parked.pk, done.pk]},
        follow=True,
    )
    assert "ستُعاد محاولة رسالة واحدة." in answer.content.decode()
    parked.refresh_from_db()
    done.refresh_from_db()
    assert (parked.state, parked.attempts, parked.last_error) == (OutboxState.WAITING, 0, "")
    assert done.state == OutboxState.DONE


def test_nothing_is_added_deleted_or_rewritten_by_hand(staff):
    message = OutboxMessageFactory()
    assert staff.get(address("admin:core_outboxmessage_add")).status_code == 403
    assert staff.post(address("admin:core_outboxmessage_delete", "ar", message.pk)).status_code == 403
    staff.post(
        address("admin:core_outboxmessage_change", "ar", message.pk), {"topic": "other", "payload": "{}"}
    )
    message.refresh_from_db()
    assert (message.topic, OutboxMessage.objects.count()) == ("test.noted", 1)


def test_outsiders_see_nothing_and_change_nothing(client_for, db):
    message = OutboxMessageFactory(parked=True)
    for client in (client_for(), client_for(UserFactory()), client_for(UserFactory(is_staff=True))):
        for answer in (
            client.get(address(LIST)),
            client.post(address(LIST), {"action": "try_again", "_selected_action": [message.pk]}),
        ):
            assert answer.status_code in {302, 403}
    message.refresh_from_db()
    assert message.state == OutboxState.PARKED
