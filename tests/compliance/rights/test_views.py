"""The pages: one's own, the guest's, the office's; an outsider finds nothing and changes nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compliance.copies.models import Copy
from compliance.erasure.models import Erasure
from compliance.models import AuditEntry
from compliance.rights import letters, services
from compliance.rights.enums import Right
from compliance.rights.models import Request
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.orders import paid_order
from tests.factories.rights import asked, asked_by_guest, code_of, officer

pytestmark = pytest.mark.django_db
BASE = "/en/privacy/requests"
CENTRE_QUERIES = 8


def page(client, path=""):
    return client.get(f"{BASE}/{path}")


def text(response):
    return response.content.decode()


def test_a_visitor_reads_what_may_be_asked_for_and_how_without_an_account(client):
    for language, words in (("en", "Ask without an account"), ("ar", "اطلب من دون حساب")):
        html = text(client.get(f"/{language}/privacy/requests/"))
        assert words in html
        assert f'href="/{language}/privacy/requests/ask/"' in html


def test_the_centre_counts_what_is_held_about_me_and_nobody_else(client_for):
    user = UserFactory()
    paid_order()
    shown = {
        kind.title: kind.count for topic in page(client_for(user)).context["topics"] for kind in topic.kinds
    }
    assert shown == {"People": 1, "Email addresses": 1}
    paid_order(user)
    cache.clear()  # counts are kept for two minutes
    shown = {
        kind.title: kind.count for topic in page(client_for(user)).context["topics"] for kind in topic.kinds
    }
    assert (shown["Orders"], shown["People"]) == (1, 1)


def test_the_centre_costs_the_same_with_one_request_and_with_three(client_for, django_assert_num_queries):
    user = UserFactory()
    client = client_for(user)
    for count, words in ((1, "a"), (3, "b")):
        while Request.objects.count() < count:
            asked(Right.COMPLAINT, user, details=words)
        page(client)
        cache.clear()
        with django_assert_num_queries(CENTRE_QUERIES):
            assert len(page(client).context["rows"]) == count


def test_asking_for_a_copy_leads_to_the_request_and_its_download(client_for):
    user = UserFactory()
    client = client_for(user)
    response = client.post(f"{BASE}/new/copy/")
    found = Request.objects.get()
    assert response.headers["Location"] == f"{BASE}/{found.number}/"
    html = text(page(client, f"{found.number}/"))
    assert Copy.objects.get().get_absolute_url() in html
    assert client.get(f"{BASE}/new/copy/").headers["Location"] == f"{BASE}/{found.number}/"


def test_the_form_of_an_erasure_wants_a_clear_word(client_for):
    client = client_for(UserFactory())
    assert client.post(f"{BASE}/new/destruction/", {"details": "x"}).status_code == 200
    assert Request.objects.count() == 0
    assert client.post(f"{BASE}/new/destruction/", {"sure": "on"}).status_code == 302
    assert Request.objects.get().state == "verified"


def test_only_what_differs_is_asked_to_be_corrected(client_for):
    user = UserFactory(name_ar="لمياء", name_en="Lamia")
    form = {
        "field_accounts.name_ar": "لمياء",
        "field_accounts.name_en": "Lamia A.",
        "other": "Age",
        "other_right": "30",
    }
    client_for(user).post(f"{BASE}/new/correction/", form)
    rows = Request.objects.get().corrections.order_by("pk").values_list("field", "label", "after")
    assert list(rows) == [("accounts.name_en", "", "Lamia A."), ("", "Age", "30")]


def test_a_form_without_anything_says_so_and_keeps_what_was_typed(client_for):
    user = UserFactory(name_ar="", name_en="Lamia")
    response = client_for(user).post(
        f"{BASE}/new/correction/", {"field_accounts.name_en": "Lamia", "other": "My age"}
    )
    assert response.status_code == 200
    assert "Say what is wrong and what is right." in text(response)
    assert 'value="My age"' in text(response)


def test_a_right_that_is_none_is_not_found(client_for):
    assert client_for(UserFactory()).get(f"{BASE}/new/oblivion/").status_code == 404


OTHERS = [
    ("get", "{number}/"),
    ("post", "{number}/take-back/"),
    ("post", "{number}/confirm/"),
    ("post", "{number}/acts/answer/"),
    ("post", "{number}/acts/refuse/"),
    ("post", "{number}/corrections/{correction}/apply/"),
    ("post", "{number}/corrections/{correction}/refuse/"),
    ("post", "{number}/corrections/{correction}/evidence/"),
    ("get", "{number}/corrections/{correction}/paper/"),
    ("post", "restrictions/{restriction}/lift/"),
]


@pytest.mark.parametrize(("verb", "path"), OTHERS)
def test_somebody_elses_request_does_not_exist(client_for, verb, path):
    owner = UserFactory()
    found = asked(Right.CORRECTION, owner, corrections=[{"field": "accounts.name_en", "after": "X"}])
    row = found.corrections.get()
    given = {"number": found.number, "correction": row.pk, "restriction": found.restrictions.get().pk}
    before = list(Request.objects.values()), found.steps.count(), AuditEntry.objects.count()
    for person in (UserFactory(), StaffFactory()):
        data = {"file": SimpleUploadedFile("a.pdf", b"%PDF-1"), "answer-text": "x"} if verb == "post" else {}
        response = getattr(client_for(person), verb)(f"{BASE}/{path.format(**given)}", data)
        assert response.status_code == 404
    assert (list(Request.objects.values()), found.steps.count(), AuditEntry.objects.count()) == before
    assert list(owner.restrictions.values_list("until")) == [(None,)]
    owner.refresh_from_db()
    assert owner.name_en != "X"


@pytest.mark.parametrize("path", ["staff/", "staff/new/"])
def test_the_office_does_not_exist_for_others(client, client_for, path):
    assert client.get(f"{BASE}/{path}").status_code == 302
    for person in (UserFactory(), StaffFactory()):
        assert client_for(person).get(f"{BASE}/{path}").status_code == 404


def test_a_guest_asks_proves_the_address_and_follows_by_the_link(client, run_outbox):
    form = {"right": "copy", "name": "Lamia", "email": "guest@example.com", "country": "SA", "details": ""}
    response = client.post(f"{BASE}/ask/", form)
    found = Request.objects.get()
    link = response.headers["Location"]
    assert link == f"{BASE}/link/{letters.guest_token(found)}/"
    html = text(client.get(link))
    assert (found.number in html, "guest@example.com" in html) == (True, False)
    code = code_of(found)
    bad = "111111" if code != "111111" else "222222"
    assert "This code is not right" in text(client.post(f"{link}code/", {"code": bad}))
    assert client.post(f"{link}code/", {"code": code}).status_code == 302
    assert Request.objects.get().identity == "code"
    assert Copy.objects.get().emails == ["guest@example.com"]
    assert client.get(link).headers["Referrer-Policy"] == "same-origin"


def test_a_guessed_link_leads_nowhere(client):
    found = asked_by_guest()
    token = letters.guest_token(found)
    for guess in (token[:-1] + ("a" if token[-1] != "a" else "b"), str(found.pk), found.number):
        assert client.get(f"{BASE}/link/{guess}/").status_code == 404
        assert client.post(f"{BASE}/link/{guess}/code/", {"code": code_of(found)}).status_code == 404
    assert Request.objects.get().state == "identity_pending"


def test_the_answer_to_a_guest_is_the_same_for_known_and_unknown_addresses(client):
    UserFactory(email="known@example.com")
    seen = []
    for address in ("known@example.com", "unknown@example.com"):
        form = {"right": "copy", "email": address, "country": "SA"}
        link = client.post(f"{BASE}/ask/", form).headers["Location"]
        html = text(client.get(link))
        found = Request.objects.get(email=address)
        for changing in (found.number, letters.guest_token(found), str(html.count("nonce"))):
            html = html.replace(changing, "")
        seen.append((html.count("<p"), html.count("<form"), "account" in html))
    assert seen[0] == seen[1]


def test_one_address_is_not_flooded_with_codes(client):
    form = {"right": "copy", "email": "victim@example.com", "country": "SA"}
    answers = [client.post(f"{BASE}/ask/", form, REMOTE_ADDR=f"10.0.0.{n}").status_code for n in range(7)]
    assert answers == [302] * 6 + [429]
    assert Request.objects.count() == 6


def test_codes_are_not_guessed_by_machine(client):
    link = f"{BASE}/link/{letters.guest_token(asked_by_guest())}/code/"
    answers = {client.post(link, {"code": "1"}).status_code for _ in range(30)}
    assert answers == {200}
    assert client.post(link, {"code": "1"}).status_code == 429


def test_one_person_asks_so_often_an_hour(client_for):
    client = client_for(UserFactory())
    answers = [client.post(f"{BASE}/new/complaint/", {"details": "x"}).status_code for _ in range(21)]
    assert answers == [302] * 20 + [429]
    assert Request.objects.count() == 20


def test_an_officer_writes_down_a_spoken_request(client_for):
    by, user = officer(), UserFactory(email="lamia@example.com")
    form = {
        "right": "destruction",
        "channel": "spoken",
        "received_at": "2026-11-01T10:00",
        "account": "lamia@example.com",
        "country": "SA",
        "language": "ar",
        "details": "Please erase everything.",
    }
    client_for(by).post(f"{BASE}/staff/new/", form)
    found = Request.objects.get()
    assert (found.user, found.channel, found.state) == (user, "spoken", "identity_pending")
    assert (found.due_at - found.received_at) == timedelta(days=30)
    client = client_for(user)
    assert "This request is mine" in text(page(client, f"{found.number}/"))
    client.post(f"{BASE}/{found.number}/confirm/")
    assert Request.objects.get().state == "verified"


def test_the_queue_shows_the_soonest_end_first_and_filters(client_for):
    first, second, third = asked(), asked(Right.COMPLAINT, details="why"), asked()
    services.take_back(request=third, user=third.user)
    client = client_for(officer())
    rows = page(client, "staff/").context["rows"]
    assert {row.request for row in rows} == set(Request.objects.filter(state="verified"))
    assert rows[0].request.answer_by <= rows[-1].request.answer_by
    assert [row.request.right for row in page(client, "staff/?right=complaint").context["rows"]] == [
        "complaint"
    ]
    assert [row.request.state for row in page(client, "staff/?state=withdrawn").context["rows"]] == [
        "withdrawn"
    ]
    assert [row.request for row in page(client, f"staff/?number={second.number}").context["rows"]] == [second]
    assert first.number in text(page(client, "staff/"))


def test_each_act_of_the_office_is_a_button_and_each_look_an_entry(client_for):
    found, by = asked(now=None), officer()
    client = client_for(by)
    html = text(page(client, f"{found.number}/"))
    possible = ["assess", "erase", "answer", "extend", "refuse", "note", "close"]
    assert [verb for verb in [*possible, "copy", "call"] if f"/acts/{verb}/" in html] == possible
    looks = AuditEntry.objects.filter(note=found.number, actor_id=by.pk)
    assert looks.count() == 1
    client.post(f"{BASE}/{found.number}/acts/assess/")
    client.post(f"{BASE}/{found.number}/acts/erase/")
    assert Request.objects.get().state == "fulfilling"
    assert reverse("erasure:erasure", args=[Erasure.objects.get().number]) in text(
        page(client, f"{found.number}/")
    )


def test_a_refused_form_keeps_what_was_typed(client_for):
    found = asked(now=None)
    client = client_for(officer())
    form = {"extend-reason": "effort", "extend-days": "60", "extend-text": "Many boxes."}
    response = client.post(f"{BASE}/{found.number}/acts/extend/", form)
    assert response.status_code == 200
    assert "Many boxes." in text(response)
    assert "The term cannot be extended" in text(response)
    assert Request.objects.get().extended_due_at is None


def test_an_officer_sees_their_own_request_as_anybody_does(client_for):
    me = officer()
    found = asked(user=me)
    client = client_for(me)
    html = text(page(client, f"{found.number}/"))
    assert "Take the request back" in html
    assert "/acts/" not in html
    client.post(f"{BASE}/{found.number}/acts/assess/")
    assert Request.objects.get().state == "verified"


def test_evidence_goes_to_the_office_and_to_nobody_else(client_for):
    user = UserFactory()
    found = asked(Right.CORRECTION, user, corrections=[{"field": "accounts.name_en", "after": "X"}])
    row = found.corrections.get()
    path = f"{BASE}/{found.number}/corrections/{row.pk}/evidence/"
    field = f"e{row.pk}-file"
    client_for(user).post(path, {field: SimpleUploadedFile("a.pdf", b"<html>")})
    assert found.corrections.get().evidence_path == ""
    client_for(user).post(path, {field: SimpleUploadedFile("a.pdf", b"%PDF-1.7")})
    response = client_for(officer()).get(f"{BASE}/{found.number}/corrections/{row.pk}/paper/")
    assert (response.status_code, response.content, response["Content-Type"]) == (
        200,
        b"%PDF-1.7",
        "application/pdf",
    )
    assert response["Cache-Control"] == "private, no-store"


def test_an_officer_corrects_and_notes_what_recipients_say(client_for):
    user = UserFactory(name_en="Lamya")
    found = asked(Right.CORRECTION, user, corrections=[{"field": "accounts.name_en", "after": "Lamia"}])
    row = found.corrections.get()
    client_for(officer()).post(
        f"{BASE}/{found.number}/corrections/{row.pk}/apply/", {f"c{row.pk}-after": "Lamia"}
    )
    user.refresh_from_db()
    assert (user.name_en, Request.objects.get().state) == ("Lamia", "delivered")


def test_the_pages_read_in_arabic(client_for):
    user = UserFactory(language="ar")
    found = asked(user=user)
    client = client_for(user)
    html = text(client.get(f"/ar/privacy/requests/{found.number}/"))
    assert "وصلنا الطلب وبدأت مدته." in html
    assert 'dir="rtl"' in html
    assert "نظام حماية البيانات الشخصية" in html
    assert "مكتب الخصوصية ينظر فيه الآن." in html
