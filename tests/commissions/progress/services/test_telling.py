"""One notice a quiet period, one mail when an hour has passed, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from commissions.progress import services
from commissions.progress.models import Conversation, Message, ReadMark
from mailing.models import EmailMessage, Notification
from tests.factories.accounts import UserFactory
from tests.factories.progress import awarded, offered, talk_of

pytestmark = pytest.mark.django_db
Drain = Callable[[], Any]


@pytest.fixture
def talk() -> Conversation:
    return talk_of(offered())


def _artist(talk: Conversation) -> Any:
    return talk.seller.members.get()


def _say(talk: Conversation, by: Any, at: datetime | None = None) -> Message:
    return services.send_message(conversation=talk, by=by, text="مرحبا", now=at)


def _notices(person: Any) -> list[dict[str, Any]]:
    rows = Notification.objects.filter(user=person, kind="progress.message").order_by("pk")
    return list(rows.values_list("context", flat=True))


def test_the_other_side_gets_one_notice_for_several_messages(talk: Conversation, run_outbox: Drain) -> None:
    for _number in range(3):
        _say(talk, _artist(talk))
    run_outbox()
    collector = talk.commission.collector
    title = {"ar": "لوحة لمدخل البيت", "en": "A painting for the entrance"}
    assert [notice["title"] for notice in _notices(collector)] == [title]
    assert _notices(_artist(talk)) == []
    assert Notification.objects.get().url == f"/ar/commissions/progress/conversations/{talk.pk}/"


def test_before_the_award_the_collector_has_no_name(talk: Conversation, run_outbox: Drain) -> None:
    _say(talk, talk.commission.collector)
    run_outbox()
    assert [notice["who"] for notice in _notices(_artist(talk))] == [{"ar": "المقتني", "en": "The collector"}]


def test_after_the_award_the_collector_has_a_name(run_outbox: Drain) -> None:
    talk = talk_of(awarded())
    _say(talk, talk.commission.collector)
    run_outbox()
    assert [notice["who"]["ar"] for notice in _notices(_artist(talk))] == ["لمياء الراشد"]


def test_after_a_quiet_period_or_once_read_there_is_another(talk: Conversation) -> None:
    now, collector = timezone.now(), talk.commission.collector
    tell = services.tell_of_message
    assert tell(message=_say(talk, _artist(talk), now), now=now) == 1
    soon = now + timedelta(minutes=5)
    assert tell(message=_say(talk, _artist(talk), soon), now=soon) == 0
    services.mark_read(conversation=talk, by=collector, now=soon)
    after = soon + timedelta(minutes=3)
    third = _say(talk, _artist(talk), after)
    assert tell(message=third, now=after) == 1
    assert tell(message=third, now=after) == 0
    quiet = after + timedelta(minutes=16)
    assert tell(message=_say(talk, _artist(talk), quiet), now=quiet) == 1
    assert len(_notices(collector)) == 3


def test_nobody_is_told_of_what_is_before_their_eyes(talk: Conversation) -> None:
    now = timezone.now()
    services.mark_read(conversation=talk, by=talk.commission.collector, now=now)
    moment = now + timedelta(minutes=1)
    assert services.tell_of_message(message=_say(talk, _artist(talk), moment), now=moment) == 0


def test_a_mail_after_an_hour_and_only_one(talk: Conversation) -> None:
    now = timezone.now()
    _say(talk, _artist(talk), now)
    _say(talk, _artist(talk), now + timedelta(minutes=50))
    assert services.sweep(now=now + timedelta(minutes=59)) == 0
    assert services.sweep(now=now + timedelta(minutes=61)) == 1
    assert services.sweep(now=now + timedelta(minutes=61)) == 0
    mail = EmailMessage.objects.get()
    assert (mail.user, mail.language) == (talk.commission.collector, "ar")
    assert "رسالتان جديدتان" in mail.text
    assert f"/ar/commissions/progress/conversations/{talk.pk}/" in mail.text


def test_a_day_later_only_if_more_has_come(talk: Conversation) -> None:
    now = timezone.now()
    _say(talk, _artist(talk), now)
    assert services.sweep(now=now + timedelta(hours=2)) == 1
    assert services.sweep(now=now + timedelta(days=3)) == 0
    _say(talk, _artist(talk), now + timedelta(hours=3))
    assert services.sweep(now=now + timedelta(hours=5)) == 0
    assert services.sweep(now=now + timedelta(hours=27)) == 1


def test_no_mail_for_what_was_read_or_is_ones_own(talk: Conversation) -> None:
    now = timezone.now()
    _say(talk, _artist(talk), now)
    services.mark_read(conversation=talk, by=talk.commission.collector, now=now)
    assert services.sweep(now=now + timedelta(hours=2)) == 0
    assert EmailMessage.objects.count() == 0


def test_who_left_the_artist_is_not_written_to(talk: Conversation) -> None:
    helper = UserFactory(language="en")
    talk.seller.memberships.create(user=helper, role="assistant")
    now = timezone.now()
    _say(talk, talk.commission.collector, now)
    talk.seller.memberships.filter(user=helper).delete()
    assert services.sweep(now=now + timedelta(hours=2)) == 1
    assert EmailMessage.objects.get().user == _artist(talk)
    assert ReadMark.objects.get(user=helper).mailed_at is None


def test_the_mail_in_english(talk: Conversation) -> None:
    now = timezone.now()
    _say(talk, talk.commission.collector, now)
    services.sweep(now=now + timedelta(hours=2))
    mail = EmailMessage.objects.get()
    assert mail.subject == "New messages: \u2068A painting for the entrance\u2069"
    assert "1 new message" in mail.text
    assert "The collector" in mail.text
