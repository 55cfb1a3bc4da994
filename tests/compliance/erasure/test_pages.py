"""The officers' pages, and the one page that everybody may open."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from compliance.erasure import services
from compliance.erasure.enums import State
from compliance.erasure.models import Erasure, LegalHold, RecipientNotice, RetentionRun
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.erasure import erased, officer, proposed
from tests.factories.mailing import EmailMessageFactory, NotificationFactory


def at(name, *args):
    return reverse(f"erasure:{name}", args=args)


@pytest.fixture
def desk(client_for):
    return client_for(officer(language="en"))


def said(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def test_outsiders_find_nothing_and_change_nothing(db, small, client_for, english):
    row = proposed(UserFactory())
    hold = services.hold(user=UserFactory(), reason="Court", by=officer())
    pages = [at("queue"), at("propose"), at("holds"), at("retention"), at("erasure", row.number)]
    acts = [
        at("act", row.number, "approve"),
        at("act", row.number, "refuse"),
        at("release", hold.pk),
        at("propose"),
        at("holds"),
        at("retention"),
    ]
    for person in (UserFactory(), StaffFactory()):
        browser = client_for(person)
        assert {browser.get(page).status_code for page in pages} == {404}
        assert {browser.post(act, {"who": row.user.email, "reason": "x"}).status_code for act in acts} == {
            404
        }
    visitor = client_for()
    assert {visitor.get(page).status_code for page in pages} == {302}
    row.refresh_from_db()
    hold.refresh_from_db()
    assert (row.state, hold.released_at) == (State.PROPOSED, None)
    assert (Erasure.objects.count(), LegalHold.objects.count(), RetentionRun.objects.count()) == (1, 1, 0)


def test_from_looking_to_the_certificate_with_two_officers(db, small, client_for, run_outbox, english):
    person = UserFactory(email="leila@example.com", name_en="Leila Hassan")
    NotificationFactory(user=person)
    first, second = client_for(officer()), client_for(officer())
    page = first.get(at("propose"), {"who": " Leila@Example.com"})
    assert "Will be deleted" in said(page)
    assert Erasure.objects.count() == 0
    answer = first.post(at("propose"), {"who": "leila@example.com", "request": "DR-2026-000001"}, follow=True)
    row = Erasure.objects.get()
    assert "You proposed this erasure" in said(answer)
    assert "Approve and erase" not in said(answer)
    assert first.post(at("act", row.number, "approve")).status_code == 403
    row.refresh_from_db()
    assert row.state == State.PROPOSED
    assert "Approve and erase" in said(second.get(at("erasure", row.number)))
    assert second.post(at("act", row.number, "approve")).status_code == 302
    run_outbox()
    page = second.get(at("erasure", row.number))
    assert "What was done" in said(page)
    assert "leila" not in page.content.decode().lower()
    row.refresh_from_db()
    check = client_for().get(at("check", row.certificate.code))
    assert check.status_code == 200
    assert row.number in said(check)
    assert "leila" not in check.content.decode().lower()
    paper = client_for().get(at("paper", row.certificate.code, "ar"))
    assert paper["Content-Type"] == "application/pdf"


def test_a_guessed_code_and_a_guessed_language_are_404(db, small, client_for):
    row = erased(UserFactory())
    assert client_for().get(at("check", row.number)).status_code == 404
    assert client_for().get(at("check", f"{row.number}-AAAAAAAAAA")).status_code == 404
    assert client_for().get(at("paper", row.certificate.code, "fr")).status_code == 404


def test_the_preview_says_what_is_in_the_way(db, clear_way, desk, english):
    from compliance import obstacles

    obstacles.register("test", lambda user: [obstacles.Obstacle("test.open", "An order is open.", "/there/")])
    person = UserFactory()
    page = desk.get(at("propose"), {"who": str(person.pk)})
    assert "An order is open." in said(page)
    assert "Propose this erasure" not in said(page)
    answer = desk.post(at("propose"), {"who": str(person.pk), "request": ""})
    assert "This must end first: An order is open." in said(answer)
    assert Erasure.objects.count() == 0


def test_somebody_without_an_account_is_found_by_address(db, declare, desk, english):
    from compliance import deeds

    declare("mailing.EmailMessage", "user", deeds.delete(), by_email=("to_address",))
    EmailMessageFactory(to_address="guest@example.com")
    assert "without an account" in said(desk.get(at("propose"), {"who": "guest@example.com"}))
    nobody = desk.get(at("propose"), {"who": "nobody@example.com"})
    assert nobody.status_code == 422
    assert "We hold nothing under this address or number." in said(nobody)


def test_refusing_on_the_page_needs_a_reason(db, small, desk, english):
    row = proposed(UserFactory())
    assert desk.post(at("act", row.number, "refuse"), {"reason": ""}).status_code == 400
    assert desk.post(at("act", row.number, "refuse"), {"reason": "Article 16"}).status_code == 302
    assert "Article 16" in said(desk.get(at("erasure", row.number)))
    assert desk.post(at("act", row.number, "nonsense")).status_code == 404


def test_holds_are_placed_and_released_on_the_page(db, small, desk, english):
    person = UserFactory()
    assert desk.post(at("holds"), {"who": "nobody@example.com", "reason": "Court"}).status_code == 422
    assert (
        desk.post(at("holds"), {"who": person.email, "reason": "Court", "until": "2020-01-01"}).status_code
        == 422
    )
    assert desk.post(at("holds"), {"who": person.email, "reason": "Court", "until": ""}).status_code == 302
    row = LegalHold.objects.get()
    assert "Court" in said(desk.get(at("holds")))
    desk.post(at("release", row.pk))
    row.refresh_from_db()
    assert row.released_at is not None


def test_answers_of_recipients_are_noted_on_the_page(db, small, desk, english):
    row = erased(UserFactory())
    notice = RecipientNotice.objects.create(
        erasure=row, code="paper", name="Paper", created_at=row.finished_at, sent_at=row.finished_at
    )
    form = {f"{notice.pk}-answer": "destroyed", f"{notice.pk}-note": "By letter"}
    desk.post(at("recipient", notice.pk), form)
    notice.refresh_from_db()
    assert (notice.answer, notice.note) == ("destroyed", "By letter")
    assert "Erased" in said(desk.get(at("erasure", row.number)))


def test_retention_is_tried_on_the_page(db, clear_way, desk, english):
    assert desk.post(at("retention")).status_code == 302
    run = RetentionRun.objects.get()
    assert run.dry
    assert "dry run" in said(desk.get(at("retention")))


def test_the_pages_speak_arabic(db, small, client_for, arabic):
    row = erased(UserFactory())
    page = said(client_for().get(at("check", row.certificate.code)))
    assert "شهادة إتلاف" in page
    assert "Certificate" not in page
    desk = client_for(officer(language="ar"))
    for name, args in (("queue", ()), ("erasure", (row.number,)), ("holds", ()), ("retention", ())):
        assert not re.search(
            r"[A-Za-z]{4,} [a-z]{3,} [a-z]{3,}", said(desk.get(at(name, *args))).split("Art Souk")[0]
        )


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_has_a_constant_number_of_queries(db, small, desk, count, django_assert_num_queries):
    for _ in range(count):
        proposed(UserFactory())
    desk.get(at("queue"))
    with django_assert_num_queries(QUERIES["queue"]):
        desk.get(at("queue"))
    for _ in range(count):
        services.hold(user=UserFactory(), reason="Court", by=officer())
    with django_assert_num_queries(QUERIES["holds"]):
        desk.get(at("holds"))
    for _ in range(count):
        services.retain(dry=True)
    with django_assert_num_queries(QUERIES["retention"]):
        desk.get(at("retention"))


QUERIES = {"queue": 8, "holds": 6, "retention": 6}
