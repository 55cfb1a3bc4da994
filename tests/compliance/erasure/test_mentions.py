"""Names, addresses and numbers in other people's words."""

from __future__ import annotations

import pytest

from compliance import deeds, registry
from compliance.erasure import mentions, traces
from compliance.erasure.mentions import BAR
from compliance.subjects import Subject, subject_of
from mailing.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.delivery import address_of
from tests.factories.mailing import NotificationFactory


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to Leila@Example.com today", f"Write to {BAR} today"),
        ("xleila@example.com and leila@example.community", None),
        ("call 0552148830", None),
        ("call +966 55 214 8830!", f"call {BAR}!"),
        ("call 966552148830", f"call {BAR}"),
        ("id 9966552148830", None),
        ("قالت ليلى حسن القحطاني إنها", f"قالت {BAR} إنها"),
        ("ليلى  حسن\nالقحطاني", BAR),
        ("وليلى حسن القحطاني", None),
        ("LEILA HASSAN's", f"{BAR}'s"),
        ("", ""),
    ],
)
def test_exact_values_become_a_bar(text, expected):
    pattern = mentions.pattern_of(["leila@example.com", "ليلى حسن القحطاني", "+966552148830", "Leila Hassan"])
    assert mentions.cleaned(text, pattern) == (text if expected is None else expected)


def test_text_inside_json_is_read_and_its_keys_are_left():
    pattern = mentions.pattern_of(["Leila Hassan"])
    given = {"Leila Hassan": ["from Leila Hassan", {"n": 3, "t": None}]}
    assert mentions.cleaned(given, pattern) == {"Leila Hassan": [f"from {BAR}", {"n": 3, "t": None}]}


def test_what_means_the_person_wherever_it_stands(db, declare):
    declare("delivery.Address", "user", deeds.delete(), fields=["phone"])
    person = UserFactory(email="leila@example.com", name_ar="ليلى حسن", name_en="Ali")
    address_of(person, phone="+966552148830")
    assert traces.needles(subject_of(person)) == ["leila@example.com", "+966552148830", "ليلى حسن"]


def test_other_peoples_rows_are_blackened_and_nobody_elses_name(db, declare):
    declare("mailing.Notification", "user", deeds.delete(), mentions=("context", "url"))
    said = NotificationFactory(context={"note": "Ask Leila Hassan", "from": "Sami Hassan"}, url="/leila")
    other = NotificationFactory(context={"note": "Ask Sami"})
    declared = registry.declarations()[0]
    assert mentions.blacken(declared, ["Leila Hassan"]) == 1
    said.refresh_from_db()
    assert said.context == {"note": f"Ask {BAR}", "from": "Sami Hassan"}
    assert said.url == "/leila"
    assert Notification.objects.get(pk=other.pk).context == {"note": "Ask Sami"}
    assert mentions.blacken(declared, ["Leila Hassan"]) == 0


def test_nothing_to_look_for_changes_nothing(db, declare):
    declare("mailing.Notification", "user", deeds.delete(), mentions=("context",))
    NotificationFactory()
    assert mentions.blacken(registry.declarations()[0], []) == 0
    assert traces.needles(Subject(None)) == []
