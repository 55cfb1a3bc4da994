"""The mail room: staff with the right only, each reading written down, the HTML locked in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from compliance.models import AuditEntry
from mailing.enums import MailState
from mailing.models import EmailTemplate
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.mailing import EmailMessageFactory, template

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def _reader() -> User:
    reader = StaffFactory()
    reader.user_permissions.add(Permission.objects.get(codename="view_emailmessage"))
    return reader


def test_nobody_else_knows_that_it_exists(client: Client, client_for: Browser) -> None:
    mail = EmailMessageFactory()
    paths = ["", f"{mail.pk}/", f"{mail.pk}/html/", "templates/", "templates/orders.paid/ar/"]
    for path in paths:
        assert client.get(f"/en/staff/mail/{path}").status_code == 302
        assert client_for(UserFactory()).get(f"/en/staff/mail/{path}").status_code == 404
        assert client_for(StaffFactory()).get(f"/en/staff/mail/{path}").status_code == 404
    for act in ("cancel", "requeue"):
        for person in (UserFactory(), StaffFactory(), _reader()):
            assert client_for(person).post(f"/en/staff/mail/{mail.pk}/{act}/").status_code == 404
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED
    assert not AuditEntry.objects.filter(action__startswith="mailing.").exists()


def test_reading_is_written_down(client_for: Browser) -> None:
    reader, mail = _reader(), EmailMessageFactory(subject="Secret code 123456")
    page = client_for(reader).get(f"/en/staff/mail/{mail.pk}/")
    assert page.status_code == 200
    entry = AuditEntry.objects.get(action="mailing.message.read")
    assert (entry.actor_id, entry.subject_id, entry.subject_text) == (
        reader.pk,
        str(mail.pk),
        f"mail {mail.pk}",
    )
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "Cancel this message" not in page.content.decode()


def test_the_html_is_shown_in_a_cage(client_for: Browser) -> None:
    mail = EmailMessageFactory(html="<script>alert(1)</script><p>hello</p>")
    shown = client_for(_reader()).get(f"/en/staff/mail/{mail.pk}/html/")
    policy = dict(part.strip().split(" ", 1) for part in shown["Content-Security-Policy"].split(";"))
    assert policy["script-src"] == "'none'"
    assert policy["default-src"] == "'none'"
    assert policy["sandbox"] == "allow-popups"
    assert policy["frame-ancestors"] == "'self'"
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    page = client_for(_reader()).get(f"/en/staff/mail/{mail.pk}/").content.decode()
    assert f'<iframe class="mail-frame" sandbox="allow-popups" src="/en/staff/mail/{mail.pk}/html/"' in page
    assert "<script>alert" not in page


def test_search_by_address_state_and_template(client_for: Browser) -> None:
    EmailMessageFactory(to_address="lamia@example.com", subject="For Lamia", template="orders.paid")
    EmailMessageFactory(to_address="other@example.com", subject="For another", state=MailState.SENT)
    client = client_for(_reader())

    def subjects(query: str) -> tuple[bool, bool]:
        page = client.get(f"/en/staff/mail/?{query}").content.decode()
        return "For Lamia" in page, "For another" in page

    assert subjects("") == (True, True)
    assert subjects("q=LAMIA") == (True, False)
    assert subjects("state=sent") == (False, True)
    assert subjects("template=orders.paid") == (True, False)
    assert subjects("q=nobody") == (False, False)
    assert subjects("state=nonsense") == (True, True)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client_for: Browser, rows: int, django_assert_num_queries: Any
) -> None:
    for _ in range(rows):
        EmailMessageFactory()
    client = client_for(AdminFactory())
    client.get("/en/staff/mail/")
    with django_assert_num_queries(QUERIES):
        client.get("/en/staff/mail/")


QUERIES = 4  # session, person, count, page


def test_cancel_and_queue_again(client_for: Browser) -> None:
    client, mail = client_for(AdminFactory()), EmailMessageFactory()
    client.post(f"/en/staff/mail/{mail.pk}/cancel/")
    mail.refresh_from_db()
    assert mail.state == MailState.CANCELLED
    client.post(f"/en/staff/mail/{mail.pk}/requeue/")
    mail.refresh_from_db()
    assert mail.state == MailState.QUEUED
    client.post(f"/en/staff/mail/{mail.pk}/requeue/")
    page = client.get(f"/ar/staff/mail/{mail.pk}/").content.decode()
    assert "فلا يمكن إعادتها إلى الانتظار" in page or "cannot be queued again" in page


def test_wording_is_written_previewed_and_taken_back(client_for: Browser) -> None:
    client, base = client_for(AdminFactory()), "/en/staff/mail/templates/orders.expired/en/"
    assert client.post(base, template(subject="Own words for {{ number }}"))["Location"] == base
    preview = client.get(f"{base}preview/?as=text").content.decode()
    assert preview.startswith("Own words for \u2068AS-2026-000123\u2069\n\nOrder AS-2026-000123\n")
    assert "Order AS-2026-000123" in client.get(f"{base}preview/").content.decode()
    client.post(f"{base}withdraw/")
    assert not EmailTemplate.objects.filter(active=True).exists()
    assert "has expired" in client.get(f"{base}preview/?as=text").content.decode()


def test_a_wrong_place_is_told_at_its_field_and_nothing_typed_is_lost(client_for: Browser) -> None:
    client = client_for(AdminFactory())
    typed = template(text="{{ password }} typed with care")
    page = client.post("/ar/staff/mail/templates/orders.expired/ar/", typed).content.decode()
    assert "ليس في هذه الرسالة موضع باسم password" in page
    assert "typed with care" in page
    assert not EmailTemplate.objects.exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_mail_has_a_preview_in_both_languages(client_for: Browser, language: str) -> None:
    from mailing import registry

    client = client_for(AdminFactory())
    for kind in registry.mails():
        for shape in ("", "?as=text"):
            path = f"/{language}/staff/mail/templates/{kind.name}/{language}/preview/{shape}"
            assert client.get(path).status_code == 200, path
    assert client.get("/ar/staff/mail/templates/orders.paid/fr/").status_code == 404
    assert client.get("/ar/staff/mail/templates/orders.nothing/ar/").status_code == 404
