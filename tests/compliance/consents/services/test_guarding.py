"""Young people, their guardians, and the letter between them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override

from compliance.consents import letters, queries, services
from compliance.consents.enums import GuardianState, Means
from compliance.consents.exceptions import (
    AskedTooOften,
    BirthDateRefused,
    CodeSpent,
    CodeWrong,
    GuardianMissing,
    GuardianNeeded,
    GuardianRefused,
)
from compliance.consents.models import Consent, GuardianRequest
from compliance.consents.origins import Origin
from core import clock
from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory
from tests.factories.consents import birthday, give, guardianship, withdraw, words

pytestmark = pytest.mark.django_db
BY_MAIL = Origin(means=Means.EMAIL)


def code_of(asked: GuardianRequest) -> str:
    text = EmailMessage.objects.get(key=f"consents:guardian:{asked.pk}").text
    return re.findall(r"\b\d{6}\b", text)[0]


def answer(asked: GuardianRequest, code: str, **more: object) -> list[Consent]:
    return services.answer_guardian(
        request=asked,
        code=code,
        agreed={"newsletter": words()},
        name="Suad",
        language="en",
        origin=BY_MAIL,
        **more,
    )


def test_a_young_person_cannot_agree_alone_but_can_say_no() -> None:
    child = UserFactory()
    guardianship(child)
    with pytest.raises(GuardianNeeded):
        give(child)
    assert withdraw(child).given is False
    assert queries.allows(child, "newsletter") is False


def test_the_guardian_agrees_with_the_code_of_the_letter() -> None:
    child = UserFactory(language="ar")
    named = guardianship(child)
    asked = services.ask_guardian(child=child, purposes=["newsletter", "offers"])
    letter = EmailMessage.objects.get(key=f"consents:guardian:{asked.pk}")
    assert (letter.to_address, letter.language, letter.purpose) == ("guardian@example.com", "both", "")
    rows = answer(asked, code_of(asked))
    named.refresh_from_db()
    assert [(row.purpose, row.given, row.guardianship, row.means) for row in rows] == [
        ("newsletter", True, named, "email"),
        ("offers", False, named, "email"),
    ]
    assert (named.state, named.proof, named.guardian_name) == (GuardianState.CONFIRMED, "mail_code", "Suad")
    assert (queries.allows(child, "newsletter"), queries.allows(child, "offers")) == (True, False)


def test_the_code_works_once_and_five_wrong_tries_end_it() -> None:
    first, second = UserFactory(), UserFactory()
    guardianship(first)
    guardianship(second)
    asked = services.ask_guardian(child=first, purposes=["newsletter"])
    answer(asked, code_of(asked))
    with pytest.raises(CodeSpent):
        answer(asked, code_of(asked))
    other = services.ask_guardian(child=second, purposes=["newsletter"])
    right = code_of(other)
    for _ in range(5):
        with pytest.raises(CodeWrong):
            answer(other, "000000" if right != "000000" else "111111")
    with pytest.raises(CodeSpent):
        answer(other, right)
    assert queries.allows(second, "newsletter") is False


def test_an_old_code_is_spent() -> None:
    child = UserFactory()
    guardianship(child)
    asked = services.ask_guardian(child=child, purposes=["newsletter"])
    with pytest.raises(CodeSpent):
        answer(asked, code_of(asked), now=clock.now() + timedelta(days=15))


def test_who_may_be_named() -> None:
    child = UserFactory()
    with pytest.raises(BirthDateRefused):
        guardianship(child, age=19)
    with pytest.raises(BirthDateRefused):
        services.name_guardian(child=child, birth_date=date(2999, 1, 1), guardian_email="a@example.com")
    with pytest.raises(GuardianRefused):
        guardianship(child, email=child.email.upper())
    with pytest.raises(GuardianMissing):
        services.ask_guardian(child=child, purposes=["newsletter"])
    assert queries.is_minor(child) is False


def test_one_letter_an_hour() -> None:
    child = UserFactory()
    guardianship(child)
    services.ask_guardian(child=child, purposes=["newsletter"])
    with pytest.raises(AskedTooOften):
        services.ask_guardian(child=child, purposes=["offers"])
    later = clock.now() + timedelta(hours=2)
    services.ask_guardian(child=child, purposes=["offers"], now=later)
    assert GuardianRequest.objects.count() == 2


def test_the_guardian_takes_back_without_a_code(client: object) -> None:
    child = UserFactory()
    guardianship(child)
    asked = services.ask_guardian(child=child, purposes=["newsletter"])
    answer(asked, code_of(asked))
    with override("en"):
        url = reverse("consents:guardian_withdraw", args=[letters.token_of(asked)])
    assert client.post(url).status_code == 200  # type: ignore[attr-defined]
    assert queries.allows(child, "newsletter") is False


def test_the_guardians_page_shows_the_words_unticked_and_takes_the_answer(client: object) -> None:
    child = UserFactory(name_en="Lamia", name_ar="")
    guardianship(child)
    asked = services.ask_guardian(child=child, purposes=["newsletter"])
    with override("en"):
        url = reverse("consents:guardian", args=[letters.token_of(asked)])
    page = client.get(url).content.decode()  # type: ignore[attr-defined]
    assert (page.count('type="checkbox"'), page.count(" checked")) == (2, 0)
    form = {"name": "Suad", "code": "", "agree_newsletter": "on", "words_newsletter": words()}
    assert client.post(url, form).status_code == 422  # type: ignore[attr-defined]
    assert queries.allows(child, "newsletter") is False
    done = client.post(url, {**form, "declared": "on", "code": code_of(asked)})  # type: ignore[attr-defined]
    assert (done.status_code, queries.allows(child, "newsletter")) == (200, True)
    assert client.get(url[:-2] + "x/").status_code == 404  # type: ignore[attr-defined]


def test_what_a_guardian_allowed_lapses_with_the_birthday(monkeypatch: pytest.MonkeyPatch) -> None:
    child = UserFactory()
    guardianship(child)
    asked = services.ask_guardian(child=child, purposes=["newsletter"])
    answer(asked, code_of(asked))
    grown = birthday(15).replace(year=birthday(15).year + 19)
    monkeypatch.setattr("compliance.consents.queries.timezone.localdate", lambda: grown)
    assert (queries.allows(child, "newsletter"), queries.is_minor(child)) == (False, False)
