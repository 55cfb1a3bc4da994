"""The page of a person, the sign-up, the privacy office, the app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from compliance.consents import queries
from compliance.consents.evidence import safe
from compliance.consents.models import Consent, GuardianRequest, Guardianship
from compliance.models import AuditEntry
from mailing.models import EmailMessage
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.consents import birthday, give, guardianship, withdraw, words

pytestmark = pytest.mark.django_db
MINE, ANSWER = "/en/privacy/consents/", "/en/privacy/consents/answer/"


def officer() -> User:
    user = StaffFactory()
    user.user_permissions.add(Permission.objects.get(codename="handle_privacy"))
    return user


def test_one_press_gives_and_one_press_takes_back(client_for: Callable[..., Client]) -> None:
    user = UserFactory()
    client = client_for(user)
    seen = []
    for answer in ("yes", "no"):
        told = client.post(ANSWER, {"purpose": "newsletter", "answer": answer, "words": words()})
        assert (told.status_code, told["Location"]) == (302, MINE)
        seen.append(queries.allows(user, "newsletter"))
    assert seen == [True, False]
    assert queries.allows(UserFactory(), "newsletter") is False


def test_a_visitor_cannot_answer_for_an_account(client: Client) -> None:
    told = client.post(ANSWER, {"purpose": "newsletter", "answer": "yes", "words": words()})
    assert ("/account/login/" in told["Location"], Consent.objects.count()) == (True, 0)


def test_the_page_shows_the_words_in_arabic(client_for: Callable[..., Client]) -> None:
    user = UserFactory(language="ar")
    give(user)
    page = client_for(user).get("/ar/privacy/consents/").content.decode()
    assert ("النشرة البريدية" in page, "سحب الموافقة" in page, 'class="cookie-ask"' in page) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_the_same_number_of_questions(
    rows: int, client_for: Callable[..., Client], django_assert_num_queries: Callable[..., Any]
) -> None:
    user = UserFactory()
    for number in range(rows):
        (withdraw if number % 2 else give)(user)
    client = client_for(user)
    client.get(MINE)
    with django_assert_num_queries(5):
        client.get(MINE)


def test_a_young_person_asks_the_guardian_instead(client_for: Callable[..., Client]) -> None:
    child = UserFactory()
    guardianship(child)
    client_for(child).post(ANSWER, {"purpose": "newsletter", "answer": "yes", "words": words()})
    assert (Consent.objects.count(), GuardianRequest.objects.count(), EmailMessage.objects.count()) == (
        0,
        1,
        1,
    )


def sign_up(client: Client, **data: str) -> User:
    client.post(
        reverse("account_signup"), {"email": "new@example.com", "password1": "a tall date palm 9", **data}
    )
    return User.objects.get(email="new@example.com")


def test_sign_up_asks_unticked_and_needs_no_yes(client: Client) -> None:
    page = client.get(reverse("account_signup")).content.decode()
    assert (page.count('name="agree_'), " checked" in page) == (2, False)
    user = sign_up(client)
    assert (Consent.objects.filter(user=user).count(), Guardianship.objects.count()) == (0, 0)


def test_sign_up_takes_each_purpose_by_itself(client: Client) -> None:
    user = sign_up(
        client, agree_newsletter="on", words_newsletter=words(language="ar"), birth_date="1990-01-01"
    )
    rows = Consent.objects.filter(user=user)
    assert [(row.purpose, row.given, row.means) for row in rows] == [("newsletter", True, "web")]
    assert Guardianship.objects.count() == 0


def test_sign_up_with_other_words_is_told(client: Client) -> None:
    client.post(
        reverse("account_signup"),
        {
            "email": "new@example.com",
            "password1": "a tall date palm 9",
            "agree_offers": "on",
            "words_offers": "x",
        },
    )
    assert User.objects.filter(email="new@example.com").exists() is False


def test_a_young_person_signs_up_with_a_guardian_and_nothing_is_sent_before_the_address_is_proved(
    client: Client,
) -> None:
    birth = birthday(15).isoformat()
    child = sign_up(
        client,
        agree_newsletter="on",
        words_newsletter=words(language="ar"),
        birth_date=birth,
        guardian_email="guardian@example.com",
    )
    asked = EmailMessage.objects.filter(to_address="guardian@example.com")
    assert (queries.is_minor(child), Consent.objects.count(), asked.count()) == (True, 0, 0)
    from compliance.consents import services

    assert (services.send_prepared(child=child), asked.count()) == (1, 1)


def test_the_office_sees_the_words_and_leaves_a_trace(client_for: Callable[..., Client]) -> None:
    person, by = UserFactory(), officer()
    row = give(person)
    page = client_for(by).get(f"/en/privacy/consents/staff/{person.pk}/").content.decode()
    assert (row.text.sha256 in page, row.text.title in page) == (True, True)
    entry = AuditEntry.objects.get(action="consents.person.read")
    assert (entry.actor_id, entry.subject_id) == (by.pk, str(person.pk))


def test_the_office_gives_a_reason_first(client_for: Callable[..., Client]) -> None:
    person, client = UserFactory(), client_for(officer())
    session = client.session
    session.pop("look_reasons", None)
    session.save()
    paths = [
        f"/en/privacy/consents/staff/{person.pk}/",
        f"/en/privacy/consents/staff/{person.pk}/evidence.csv",
    ]
    asked = [client.get(path) for path in paths]
    assert [(one.status_code, "kind=consents" in one["Location"]) for one in asked] == [(302, True)] * 2
    assert AuditEntry.objects.filter(action__startswith="consents.person.").count() == 0


def test_the_office_exports_the_evidence(client_for: Callable[..., Client]) -> None:
    person, by = UserFactory(), officer()
    give(person, agent="=HYPERLINK(1)")
    withdraw(person)
    told = client_for(by).get(f"/en/privacy/consents/staff/{person.pk}/evidence.csv")
    lines = told.content.decode().strip().splitlines()
    assert (told["Content-Type"], len(lines)) == ("text/csv; charset=utf-8", 3)
    assert ("'=HYPERLINK(1)" in lines[1], words() in lines[1]) == (True, True)
    assert AuditEntry.objects.get(action="consents.person.exported").after == {"rows": 2}
    assert safe("+966") == "'+966"


def test_the_office_writes_down_what_it_is_told(client_for: Callable[..., Client]) -> None:
    person, by = UserFactory(), officer()
    give(person)
    form = {
        "purpose": "newsletter",
        "given": "no",
        "means": "phone",
        "language": "en",
        "note": "Called today",
    }
    told = client_for(by).post(f"/en/privacy/consents/staff/{person.pk}/", form)
    row = Consent.objects.filter(user=person).latest("pk")
    assert (told.status_code, row.given, row.means, row.actor, row.note) == (
        302,
        False,
        "phone",
        by,
        "Called today",
    )


@pytest.mark.parametrize("who", [UserFactory, StaffFactory])
def test_outsiders_find_no_office(who: Any, client_for: Callable[..., Client]) -> None:
    person = UserFactory()
    give(person)
    client, base = client_for(who()), "/en/privacy/consents/staff/"
    form = {"purpose": "newsletter", "given": "no", "means": "phone", "language": "en", "note": "x"}
    answers = [
        client.get(base),
        client.get(f"{base}{person.pk}/"),
        client.get(f"{base}{person.pk}/evidence.csv"),
    ]
    answers.append(client.post(f"{base}{person.pk}/", form))
    assert [one.status_code for one in answers] == [404] * 4
    assert (queries.allows(person, "newsletter"), Consent.objects.count()) == (True, 1)


def test_the_app_reads_answers_and_lists(client_for: Callable[..., Client]) -> None:
    user = UserFactory()
    client, url = client_for(user), "/api/v1/privacy/consents/"
    first = {row["purpose"]: row for row in client.get(url).json()}
    assert (first["newsletter"]["allowed"], first["newsletter"]["words"]["en"]) == (False, words())
    body = {"purpose": "newsletter", "given": True, "language": "en", "words": words()}
    told = client.post(url, body, content_type="application/json")
    assert {row["purpose"]: row["allowed"] for row in told.json()}["newsletter"] is True
    refused = client.post(url, {**body, "words": "x"}, content_type="application/json")
    assert refused.status_code == 409
    client.post(url, {"purpose": "newsletter", "given": False}, content_type="application/json")
    rows = client.get(f"{url}history/").json()["results"]
    assert [(row["given"], row["means"]) for row in rows] == [(False, "api"), (True, "api")]
    assert client_for().get(url).status_code == 401
