"""Mails that need consent: written, sent and waiting only while it stands; and the way out of each."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from compliance.consents.models import Consent
from compliance.rights import services as rights
from compliance.rights.enums import Right
from compliance.rights.queries import is_restricted
from compliance.rights.services.restricting import lift_of
from core import clock
from mailing import checks, consent, registry, sending, services
from mailing.enums import MailState
from mailing.exceptions import NotWanted
from mailing.models import EmailMessage
from mailing.providers import Accepted, Outcome
from mailing.providers.sendgrid import body_of
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.consents import give, withdraw
from tests.factories.mailing import EmailMessageFactory

pytestmark = pytest.mark.django_db
NEWS = "orders.expired"  # a mail with files of its own; the tests give it a purpose


@pytest.fixture(autouse=True)
def news(monkeypatch: pytest.MonkeyPatch) -> registry.MailKind:
    """The newsletter of tomorrow."""
    from dataclasses import replace

    kind = replace(registry.mail(NEWS), purpose="newsletter")
    monkeypatch.setitem(registry._registry.mails, NEWS, kind)
    return kind


def write(reader: Any, key: str = "n1") -> EmailMessage | None:
    return services.queue(NEWS, to=reader, context=registry.mail(NEWS).sample("en"), key=key)


def waiting(reader: Any, **fields: Any) -> EmailMessage:
    return EmailMessageFactory(user=reader, to_address=reader.email, purpose="newsletter", **fields)


class Carrier:
    code = "test"

    def __init__(self, before: Any = None) -> None:
        self.seen: list[int] = []
        self.before = before

    def send(self, message: EmailMessage) -> Outcome:
        self.seen.append(message.pk)
        if self.before:
            self.before()
        return Accepted()


def test_a_mail_that_needs_consent_is_not_written_without_it() -> None:
    reader = UserFactory()
    assert (write(reader), EmailMessage.objects.count()) == (None, 0)
    give(reader, "offers")
    assert (write(reader), EmailMessage.objects.count()) == (None, 0)
    give(reader)
    mail = write(reader)
    assert mail is not None
    assert (mail.purpose, mail.state) == ("newsletter", MailState.QUEUED)


def test_nothing_is_advertised_while_the_data_are_restricted() -> None:
    reader = UserFactory()
    give(reader)
    asked = rights.open_request(user=reader, right=Right.RESTRICTION)
    assert (is_restricted(reader), write(reader)) == (True, None)
    lift_of(asked, by=None, now=clock.now())
    assert write(reader) is not None


def test_somebody_without_an_account_is_not_written_to_either() -> None:
    facts = registry.mail(NEWS).sample("en")
    told = services.queue_to_address(NEWS, address="a@example.com", language="en", context=facts, key="a")
    assert (told, EmailMessage.objects.count()) == (None, 0)


def test_a_withdrawal_empties_the_queue_at_once_and_leaves_the_rest() -> None:
    reader, other = UserFactory(), UserFactory()
    give(reader)
    give(other)
    mine = [waiting(reader), waiting(reader, state=MailState.PARKED), waiting(reader, state=MailState.FAILED)]
    bill, theirs = EmailMessageFactory(user=reader), waiting(other)
    loose = EmailMessageFactory(to_address=reader.email, purpose="newsletter")
    withdraw(reader)
    states = [EmailMessage.objects.get(pk=mail.pk).state for mail in (*mine, loose, bill, theirs)]
    assert states == [MailState.CANCELLED] * 4 + [MailState.QUEUED] * 2


def test_what_a_worker_has_claimed_is_asked_again_before_it_leaves() -> None:
    reader = UserFactory()
    give(reader)
    mail = waiting(reader)
    carrier = Carrier()
    batch = sending.claim(limit=5)
    withdraw(reader)
    mail.refresh_from_db()
    assert mail.state == MailState.SENDING  # the worker's: the withdrawal leaves it alone
    for one in batch:
        sending.mark(one, sending._carried(one, carrier), carrier=carrier)
    mail.refresh_from_db()
    assert (mail.state, mail.last_error, mail.lease_until, carrier.seen) == (
        MailState.CANCELLED,
        consent.WITHDRAWN,
        None,
        [],
    )


def test_the_second_of_a_batch_is_kept_when_its_reader_withdraws_during_the_first() -> None:
    reader = UserFactory()
    give(reader)
    first, second = waiting(reader), waiting(reader)
    carrier = Carrier(before=lambda: withdraw(reader))
    sending.send_due(carrier=carrier)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (carrier.seen, first.state, second.state) == ([first.pk], MailState.SENT, MailState.CANCELLED)


def test_without_the_second_question_the_mail_would_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the two tests above."""
    reader = UserFactory()
    give(reader)
    mail, carrier = waiting(reader), Carrier()
    batch = sending.claim(limit=5)
    withdraw(reader)
    monkeypatch.setattr(consent, "still_wanted", lambda _message: True)
    for one in batch:
        sending.mark(one, sending._carried(one, carrier), carrier=carrier)
    assert carrier.seen == [mail.pk]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_withdrawal_waits_for_a_claim_and_no_mail_leaves_after_it() -> None:
    """A worker holds the row while it claims; the withdrawal comes in between, and ends before the sending."""
    reader = UserFactory()
    give(reader)
    mail = waiting(reader)
    claimed, withdrawn, carrier = threading.Event(), threading.Event(), Carrier()

    def work() -> None:
        batch = sending.claim(limit=1)
        claimed.set()
        withdrawn.wait(20)
        for one in batch:
            sending.mark(one, sending._carried(one, carrier), carrier=carrier)
        connection.close()

    worker = threading.Thread(target=work)
    worker.start()
    assert claimed.wait(20)
    withdraw(reader)
    withdrawn.set()
    worker.join(20)
    mail.refresh_from_db()
    assert (carrier.seen, mail.state) == ([], MailState.CANCELLED)


def test_staff_cannot_queue_it_again() -> None:
    reader = UserFactory()
    give(reader)
    mail = waiting(reader)
    withdraw(reader)
    with pytest.raises(NotWanted):
        services.requeue(message=mail, by=AdminFactory())
    mail.refresh_from_db()
    assert mail.state == MailState.CANCELLED


def test_it_carries_the_way_out_and_a_bill_does_not() -> None:
    reader = UserFactory(language="en")
    give(reader)
    mail = write(reader)
    assert mail is not None
    url = mail.headers["List-Unsubscribe"].strip("<>")
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (url in mail.text, mail.html.count("/en/unsubscribe/")) == (True, 1)
    sent = body_of(mail)["headers"]
    assert sent["List-Unsubscribe"] == mail.headers["List-Unsubscribe"]
    bill = services.queue(
        "orders.placed", to=reader, context=registry.mail("orders.placed").sample("en"), key="b"
    )
    assert bill is not None
    assert ([*bill.headers], "unsubscribe" in bill.html) == ([], False)


def test_nobody_is_watched_who_has_not_agreed_to_it() -> None:
    reader = UserFactory()
    give(reader)
    mail = waiting(reader)
    watched = [body_of(mail)["tracking_settings"]["open_tracking"]["enable"]]
    give(reader, "mail_opens")
    watched.append(body_of(mail)["tracking_settings"]["open_tracking"]["enable"])
    watched.append(body_of(EmailMessageFactory(user=reader))["tracking_settings"]["open_tracking"]["enable"])
    assert watched == [False, True, False]


def path_of(reader: Any) -> str:
    url = consent.way_out("newsletter", user_id=reader.pk, address=reader.email, language="en")
    return url[url.index("/en/") :]


def test_a_look_asks_and_changes_nothing(client: Client) -> None:
    reader = UserFactory()
    give(reader)
    page = client.get(path_of(reader))
    assert (page.status_code, sorted(page.cookies), Consent.objects.count()) == (200, [], 1)


def test_one_press_ends_it_logged_out_without_a_token_or_a_redirect() -> None:
    reader = UserFactory()
    give(reader)
    mail = waiting(reader)
    browser = Client(enforce_csrf_checks=True)
    told = browser.post(path_of(reader), {"List-Unsubscribe": "One-Click"})
    row = Consent.objects.filter(user=reader).latest("pk")
    mail.refresh_from_db()
    assert (told.status_code, told.content, sorted(told.cookies)) == (200, b"OK", [])
    assert (row.given, row.means, row.actor, mail.state) == (False, "unsubscribe", None, MailState.CANCELLED)
    assert browser.post(path_of(reader), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Consent.objects.filter(user=reader).count() == 2


def test_it_works_after_the_account_is_gone() -> None:
    reader = UserFactory(email="gone@example.com")
    path = path_of(reader)
    reader.emailaddress_set.all().delete()
    reader.delete()
    assert Client().post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    row = Consent.objects.get()
    assert (row.user, row.given, bool(row.address)) == (None, False, True)


def test_a_made_up_link_is_nobodys(client: Client) -> None:
    reader = UserFactory()
    give(reader)
    assert client.post(path_of(reader)[:-2] + "x/").status_code == 404
    assert Consent.objects.count() == 1


def test_a_mail_cannot_name_a_purpose_that_nobody_can_agree_to(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    assert checks.purposes_are_known() == []
    wrong = replace(registry.mail(NEWS), purpose="unheard_of")
    monkeypatch.setitem(registry._registry.mails, NEWS, wrong)
    assert [found.id for found in checks.purposes_are_known()] == ["mailing.E004"]
