"""The pages: ordering, waiting, downloading; for others there is nothing."""

from __future__ import annotations

import re
import uuid
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override

from compliance.copies import services
from compliance.copies.models import Copy
from compliance.models import AuditEntry
from compliance.subjects import Subject
from core import clock
from mailing.models import EmailMessage
from tests.factories.accounts import PASSWORD, AdminFactory, UserFactory
from tests.factories.copies import make_copy


def path(name, *args, language="en"):
    with override(language):
        return reverse(f"copies:{name}", args=args)


def body(answer):
    return b"".join(answer.streaming_content)


def test_ordered_and_watched_in_both_languages(client_for, huda):
    client = client_for(huda)
    answer = client.post(path("mine"), follow=True)
    copy = Copy.objects.get()
    assert answer.redirect_chain == [(path("copy", copy.code), 302)]
    for language, words in (("ar", "نعدّ نسختك الآن"), ("en", "Your copy is being made")):
        assert words in client.get(path("copy", copy.code, language=language)).content.decode()
    assert client.get(path("progress", copy.code)).json() == {"state": "queued", "percent": 0, "coming": True}
    client.post(path("mine"))
    assert Copy.objects.count() == 1


def test_downloaded_whole_counted_and_cached_nowhere(client_for, huda):
    copy = make_copy(huda)
    answer = client_for(huda).get(path("download", copy.code), headers={"accept-encoding": "gzip"})
    content = body(answer)
    assert zipfile.ZipFile(BytesIO(content)).testzip() is None
    assert (len(content), answer["Content-Length"]) == (copy.size, str(copy.size))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    copy.refresh_from_db()
    assert (copy.state, copy.fetched) == ("fetched", 1)
    entry = AuditEntry.objects.get(action="copies.copy.fetched")
    assert (entry.actor_id, entry.subject_id) == (huda.pk, str(copy.pk))


def test_a_session_left_open_does_not_give_it_away(client, huda, password_only):
    copy = make_copy(huda)
    client.force_login(huda)
    answer = client.get(path("download", copy.code))
    assert answer.status_code == 302
    assert answer["Location"] == f"/en/account/reauthenticate/?next=%2Fen%2Fprivacy%2Fcopies%2F{copy.code}%2F"
    assert "Confirm that it is me" in client.get(path("copy", copy.code)).content.decode()
    asked = client.post(path("confirm", copy.code))
    assert asked["Location"] == answer["Location"]
    back = client.post(asked["Location"], {"password": PASSWORD, "next": path("copy", copy.code)})
    assert back["Location"] == path("copy", copy.code)
    assert body(client.get(path("download", copy.code)))[:2] == b"PK"
    copy.refresh_from_db()
    assert copy.fetched == 1


@pytest.mark.parametrize("name", ["copy", "progress", "download"])
def test_another_persons_copy_does_not_exist(client_for, huda, name):
    """Not for a collector, not for staff; a guessed one neither; a visitor is asked to sign in."""
    copy = make_copy(huda)
    for person in (UserFactory(), AdminFactory()):
        assert client_for(person).get(path(name, copy.code)).status_code == 404
    assert client_for(huda).get(path(name, uuid.uuid4())).status_code == 404
    assert "/account/login/" in client_for().get(path(name, copy.code))["Location"]
    copy.refresh_from_db()
    assert (copy.state, copy.fetched) == ("ready", 0)


def test_nobody_confirms_for_another(client_for, huda):
    copy = make_copy(huda)
    assert client_for(UserFactory()).post(path("confirm", copy.code)).status_code == 404
    assert client_for(huda).get(path("confirm", copy.code)).status_code == 405


def test_after_its_time_there_is_nothing(client_for, huda, run_outbox):
    copy = make_copy(huda)
    Copy.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert client_for(huda).get(path("download", copy.code)).status_code == 404
    services.sweep()
    assert client_for(huda).get(path("download", copy.code)).status_code == 404
    assert "This copy has been deleted" in client_for(huda).get(path("copy", copy.code)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count_of_the_list(client_for, huda, rows, django_assert_num_queries):
    client = client_for(huda)
    for _ in range(rows):
        make_copy(huda)
    client.get(path("mine"))
    with django_assert_num_queries(QUERIES):
        assert client.get(path("mine")).content.decode().count('class="what"') == rows


QUERIES = 4


def test_the_fourth_of_a_day_is_refused_in_words(client_for, huda):
    for _ in range(3):
        make_copy(huda)
    html = client_for(huda).post(path("mine"), follow=True).content.decode()
    assert "You have ordered 3 copies since yesterday" in html
    assert Copy.objects.count() == 3


class TestWithoutAnAccount:
    """The link of the letter, then a code to the same address."""

    @pytest.fixture
    def copy(self, db):
        guest = Subject(None, frozenset({"guest@example.com"}))
        found = services.order_copy(subject=guest, request_pk=1, language="en")
        services.make(copy_id=found.pk)
        found.refresh_from_db()
        return found

    @pytest.fixture
    def token(self, copy):
        letter = EmailMessage.objects.get(template="copies.link")
        assert letter.to_address == "guest@example.com"
        return re.search(r"/link/([\w-]{43})/", letter.text)[1]

    def typed(self, client, token, number):
        return client.post(path("link_prove", token), {"number": number})

    def sent(self):
        return re.search(
            r"\b(\d{6})\b", EmailMessage.objects.filter(template="copies.code").latest("pk").text
        )[1]

    def test_from_the_letter_to_the_file(self, client, copy, token):
        page = client.get(path("link", token, language="ar"))
        assert "أرسلوا إليّ الرمز" in page.content.decode()
        assert page["Referrer-Policy"] == "no-referrer"
        assert client.get(path("link_download", token))["Location"] == path("link", token)
        client.post(path("link_send", token))
        arabic = self.sent().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        assert self.typed(client, token, arabic)["Location"] == path("link", token)
        assert body(client.get(path("link_download", token)))[:2] == b"PK"
        copy.refresh_from_db()
        assert (copy.state, copy.fetched) == ("fetched", 1)

    def test_the_code_works_once_and_in_this_browser_only(self, client, client_for, copy, token):
        client.post(path("link_send", token))
        number = self.sent()
        self.typed(client, token, number)
        other = client_for()
        assert other.get(path("link_download", token)).status_code == 302
        assert "This code is not right" in self.typed(other, token, number).content.decode()

    def test_five_wrong_ones_kill_the_code_twenty_the_link(self, client, copy, token, settings):
        client.post(path("link_send", token))
        number = self.sent()
        wrong = "000000" if number != "000000" else "000001"
        for _ in range(5):
            self.typed(client, token, wrong)
        assert "This code is not right" in self.typed(client, token, number).content.decode()
        Copy.objects.update(code_tries=20, code_until=None)
        client.post(path("link_send", token))
        assert EmailMessage.objects.filter(template="copies.code").count() == 1
        copy.refresh_from_db()
        assert copy.fetched == 0

    def test_one_code_a_minute(self, client, copy, token):
        for _ in range(3):
            client.post(path("link_send", token))
        assert EmailMessage.objects.filter(template="copies.code").count() == 1

    def test_a_guessed_link_leads_nowhere(self, client, copy, token):
        for guess in ("x", token[:-1] + ("a" if token[-1] != "a" else "b"), str(copy.code), copy.token_hash):
            assert client.get(path("link", guess)).status_code == 404
            assert client.post(path("link_send", guess)).status_code == 404
            assert client.get(path("link_download", guess)).status_code == 404
        assert EmailMessage.objects.filter(template="copies.code").count() == 0

    def test_the_link_is_nowhere_in_the_database_but_in_the_letter(self, copy, token):
        from core.models import OutboxMessage

        assert not [
            row for row in OutboxMessage.objects.values_list("payload", flat=True) if token in str(row)
        ]
        assert not AuditEntry.objects.filter(after__icontains=token).exists()
        assert token not in (copy.sealed_key, copy.token_hash)

    def test_nobody_opens_it_by_an_account(self, client_for, copy):
        assert client_for(AdminFactory()).get(path("copy", copy.code)).status_code == 404
