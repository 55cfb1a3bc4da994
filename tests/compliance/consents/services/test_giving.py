"""Yes, no, and what each leaves behind."""

from __future__ import annotations

from typing import Any

import pytest

from compliance.consents import queries, registry, services
from compliance.consents.enums import Group, Means
from compliance.consents.exceptions import NoteNeeded, PurposeUnknown, WordsChanged
from compliance.consents.models import Consent, PurposeText
from compliance.consents.origins import Origin
from compliance.consents.parties import Party, address_hash
from compliance.consents.signals import consent_withdrawn
from compliance.models import AuditEntry
from tests.factories.accounts import AdminFactory, UserFactory
from tests.factories.consents import give, withdraw, words

pytestmark = pytest.mark.django_db


def test_nothing_is_allowed_until_it_is_given_and_nothing_after_it_is_taken_back() -> None:
    user = UserFactory()
    seen = [queries.allows(user, "newsletter")]
    give(user)
    seen.append(queries.allows(user, "newsletter"))
    withdraw(user)
    seen.append(queries.allows(user, "newsletter"))
    assert seen == [False, True, False]
    assert queries.allows(UserFactory(), "newsletter") is False
    assert queries.allows(user, "offers") is False


def test_an_answer_carries_its_evidence() -> None:
    user = UserFactory()
    row = give(user, ip_prefix="203.0.113.0/24", agent="Firefox")
    text = registry.purpose("newsletter").wording("en")
    assert (row.text.title, row.text.text, row.text.sha256) == (text.title, text.text, text.sha256)
    assert (row.text.version, row.text.language, row.means, row.actor) == (1, "en", "web", user)
    entry = AuditEntry.objects.get(action="consents.consent.given")
    assert (entry.actor_id, entry.subject_id, entry.after["words"]) == (user.pk, str(row.pk), text.sha256)


def test_each_language_has_its_own_words() -> None:
    user = UserFactory()
    give(user)
    services.give(
        party=Party(user=user),
        purpose="newsletter",
        words=words(language="ar"),
        language="ar",
        origin=Origin(means=Means.WEB, actor=user),
    )
    found = list(PurposeText.objects.order_by("language").values_list("language", "version"))
    assert found == [("ar", 1), ("en", 1)]


def test_the_same_answer_again_writes_nothing() -> None:
    user = UserFactory()
    assert give(user) == give(user)
    assert withdraw(user) == withdraw(user)
    assert Consent.objects.filter(user=user).count() == 2


def test_other_words_are_not_agreed_to() -> None:
    user = UserFactory()
    with pytest.raises(WordsChanged):
        services.give(
            party=Party(user=user),
            purpose="newsletter",
            words="0" * 64,
            language="en",
            origin=Origin(Means.WEB),
        )
    with pytest.raises(PurposeUnknown):
        withdraw(user, "selling_data")
    assert Consent.objects.count() == 0


def test_new_words_are_a_new_version_and_the_old_ones_stay() -> None:
    first, second = UserFactory(), UserFactory()
    registry.register("trial", title="Trial", text="First words.", group=Group.PUBLIC)
    try:
        give(first, "trial")
        registry.register("trial", title="Trial", text="Second words.", group=Group.PUBLIC)
        give(second, "trial")
    finally:
        registry.unregister("trial")
    shown = [
        (row.text.version, row.text.text) for row in Consent.objects.order_by("pk").select_related("text")
    ]
    assert shown == [(1, "First words."), (2, "Second words.")]


def test_a_withdrawal_is_told_at_once() -> None:
    heard: list[tuple[Any, str]] = []

    def listen(user: Any, purpose: str, **_: Any) -> None:
        heard.append((user, purpose))

    user = UserFactory()
    give(user)
    consent_withdrawn.connect(listen)
    try:
        withdraw(user)
    finally:
        consent_withdrawn.disconnect(listen)
    assert heard == [(user, "newsletter")]


def test_an_address_without_an_account_answers_too() -> None:
    party = Party(address=address_hash("Reader@example.com"))
    services.give(
        party=party, purpose="newsletter", words=words(), language="en", origin=Origin(means=Means.LETTER)
    )
    assert queries.allows_address("reader@EXAMPLE.com", "newsletter") is True
    services.withdraw(party=party, purpose="newsletter", origin=Origin(means=Means.UNSUBSCRIBE))
    assert queries.allows_address("reader@example.com", "newsletter") is False


def test_what_is_told_by_telephone_needs_a_note_and_names_who_wrote_it_down() -> None:
    person, officer = UserFactory(), AdminFactory()
    told: dict[str, Any] = {
        "person": person, "purpose": "offers", "given": True, "means": Means.PHONE, "language": "ar", "by": officer,
    }  # fmt: skip
    with pytest.raises(NoteNeeded):
        services.record_told(**told, note="  ")
    with pytest.raises(ValueError, match="web"):
        services.record_told(**{**told, "means": Means.WEB}, note="Call of today")
    row = services.record_told(**told, note="Call of today, 10:00")
    assert (row.user, row.actor, row.means, row.text.language) == (person, officer, "phone", "ar")
    assert queries.allows(person, "offers") is True


def test_a_closed_account_agrees_to_nothing() -> None:
    user = UserFactory()
    give(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    assert [queries.allows(user, "newsletter"), queries.allows_address(user.email, "newsletter")] == [
        False,
        False,
    ]
