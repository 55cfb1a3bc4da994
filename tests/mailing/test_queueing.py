"""Into the queue: once, in the reader's language, in the caller's transaction."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from compliance.models import AuditEntry
from core.models import OutboxMessage
from mailing import services
from mailing.enums import MailState, Priority
from mailing.exceptions import NotCancellable, NotRequeueable, UnknownTemplate
from mailing.models import EmailMessage
from orders import letters
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.mailing import EmailMessageFactory

pytestmark = pytest.mark.django_db


def _queue(to: object, key: str = "k", template: str = "orders.expired") -> EmailMessage:
    return services.queue(template, to=to, context=letters.sample("ar"), key=key)


def test_a_mail_is_written_in_the_readers_language() -> None:
    arabic = _queue(UserFactory(language="ar"), "a")
    english = _queue(UserFactory(language="en"), "b")
    assert (arabic.language, arabic.subject) == ("ar", "انتهت مهلة طلبك: \u2068صحن الضوء\u2069")
    assert (english.language, english.subject) == (
        "en",
        "Your order for \u2068Courtyard of Light\u2069 has expired",
    )
    assert 'dir="rtl"' in arabic.html
    assert 'lang="en"' in english.html
    assert "/ar/orders/AS-2026-000123/" in arabic.text
    assert "/en/orders/AS-2026-000123/" in english.text


def test_the_same_key_is_the_same_mail() -> None:
    person = UserFactory()
    assert _queue(person).pk == _queue(person).pk
    assert EmailMessage.objects.count() == 1


def test_a_bilingual_mail_carries_both_the_readers_first() -> None:
    mail = _queue(UserFactory(language="ar"), template="orders.paid")
    assert mail.language == "both"
    assert mail.subject == "الإيصال \u2068AS-2026-000123\u2069 | Receipt \u2068AS-2026-000123\u2069"
    assert mail.text.index("وصلت دفعتك") < mail.text.index("Payment received")
    assert mail.html.index('dir="rtl" lang="ar"') < mail.html.index('dir="ltr" lang="en"')
    assert mail.text.count("583,510.00") == 2
    assert (mail.text.count("76,110.00"), mail.html.count("76,110.00")) == (2, 2)


def test_an_unknown_template_is_refused_and_nothing_is_written() -> None:
    with pytest.raises(UnknownTemplate):
        _queue(UserFactory(), template="orders.nonsense")
    assert not EmailMessage.objects.exists()


def test_what_is_rolled_back_is_never_sent() -> None:
    person = UserFactory()
    with transaction.atomic():
        _queue(person)
        transaction.set_rollback(True)
    assert not EmailMessage.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_html_in_a_name_stays_text() -> None:
    mail = _queue(UserFactory(name_en="<b>Mallory</b>"), template="orders.placed")
    facts = {**letters.sample("en"), "recipient": "<b>Mallory</b>", "title": "<script>x</script> & co"}
    mail = services.queue("orders.expired", to=UserFactory(), context=facts, key="html")
    assert "<script>" not in mail.html
    assert "&lt;script&gt;" in mail.html
    assert "<script>x</script> & co" in mail.text
    assert mail.subject == "Your order for \u2068<script>x</script> & co\u2069 has expired"


def test_queueing_nudges_the_worker_once() -> None:
    mail = _queue(UserFactory())
    assert OutboxMessage.objects.filter(topic="mailing.nudge", key=f"queued:{mail.pk}").count() == 1


def test_staff_cancel_what_waits_and_it_is_written_down() -> None:
    clerk, mail = AdminFactory(), EmailMessageFactory()
    assert services.cancel(message=mail, by=clerk).state == MailState.CANCELLED
    entry = AuditEntry.objects.get(action="mailing.message.cancelled")
    assert (entry.actor_id, entry.after) == (clerk.pk, {"state": "cancelled"})
    with pytest.raises(NotCancellable):
        services.cancel(message=mail, by=clerk)


def test_a_parked_mail_starts_anew_and_a_sent_one_does_not() -> None:
    clerk = AdminFactory()
    parked = EmailMessageFactory(state=MailState.PARKED, attempts=10, last_error="SendGrid 503")
    again = services.requeue(message=parked, by=clerk)
    assert (again.state, again.attempts, again.last_error) == (MailState.QUEUED, 0, "")
    for state in (MailState.SENT, MailState.KEPT, MailState.QUEUED):
        with pytest.raises(NotRequeueable):
            services.requeue(message=EmailMessageFactory(state=state), by=clerk)


def test_the_database_knows_the_ways_of_a_mail() -> None:
    sent = EmailMessageFactory(state=MailState.SENT)
    with pytest.raises(DatabaseError, match="mail_state_moves"), transaction.atomic():
        EmailMessage.objects.filter(pk=sent.pk).update(state=MailState.QUEUED)


def test_urgent_mail_is_registered_as_such() -> None:
    assert _queue(UserFactory()).priority == Priority.NORMAL
    urgent = services.queue(
        "orders.expired", to=UserFactory(), context=letters.sample("ar"), key="u", priority=Priority.HIGH
    )
    assert urgent.priority == Priority.HIGH
