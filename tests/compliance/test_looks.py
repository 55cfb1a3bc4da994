"""Staff say why they open people's records, and every look is an entry."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils.translation import override

from compliance import looks
from compliance.events import LOOKED
from compliance.models import AuditEntry
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.orders import paid_order

REASON = "Dispute AS-2026-000001-C1"


def path(name, *args, language="en"):
    with override(language):
        return reverse(name, args=args)


def record(person, language="en"):
    return path("admin:accounts_user_change", person.pk, language=language)


def entries():
    rows = AuditEntry.objects.filter(action=LOOKED).order_by("id")
    return list(rows.values_list("subject_type", "subject_id", "subject_text", "note", "after"))


@pytest.fixture
def huda(db):
    return UserFactory(email="huda@example.com")


@pytest.fixture
def staff(client_for, no_reason, db):
    return client_for(AdminFactory())


def give(client, answer, reason=REASON):
    return client.post(answer["Location"], {"reason": reason})


@pytest.mark.parametrize(
    ("language", "words"), [("ar", "لماذا تفتح هذا السجل؟"), ("en", "Why do you open this record?")]
)
def test_asked_first_then_led_to_the_record(staff, huda, language, words):
    asked = staff.get(record(huda, language))
    assert asked.status_code == 302
    assert parse_qs(urlsplit(asked["Location"]).query) == {
        "kind": ["accounts"],
        "next": [record(huda, language)],
    }
    assert words in staff.get(asked["Location"]).content.decode()
    assert entries() == []
    assert give(staff, asked)["Location"] == record(huda, language)
    assert staff.get(record(huda, language)).status_code == 200
    assert entries() == [("accounts.user", str(huda.pk), "", REASON, {"people": [huda.pk]})]


def test_one_entry_for_a_record_and_one_question_for_a_kind(staff, huda):
    give(staff, staff.get(record(huda)))
    other = UserFactory()
    for _ in range(2):
        staff.get(record(huda))
        staff.get(record(other))
        staff.get(path("admin:accounts_user_history", huda.pk))
    assert [entry[1] for entry in entries()] == [str(huda.pk), str(other.pk)]
    order = paid_order(huda)
    assert staff.get(path("admin:orders_order_change", order.pk)).status_code == 302
    give(staff, staff.get(path("admin:orders_order_change", order.pk)), "Order was not delivered")
    staff.get(path("admin:orders_order_change", order.pk))
    assert entries()[-1] == (
        "orders.order",
        str(order.pk),
        f"#{order.pk}",
        "Order was not delivered",
        {"people": [huda.pk]},
    )


def test_after_half_an_hour_asked_again_and_written_again(staff, huda, monkeypatch):
    give(staff, staff.get(record(huda)))
    staff.get(record(huda))
    later = time.time() + looks.HOLDS + 1
    monkeypatch.setattr("compliance.looks.time.time", lambda: later)
    asked = staff.get(record(UserFactory()))
    assert asked.status_code == 302
    give(staff, asked, "Another case: AS-2026-000002")
    staff.get(record(huda))
    assert [entry[3] for entry in entries()] == [REASON, "Another case: AS-2026-000002"]


def test_what_was_typed_into_an_open_record_is_not_lost(staff, huda, monkeypatch):
    """The reason ends while the form is open: the record was looked at already."""
    give(staff, staff.get(record(huda)))
    staff.get(record(huda))
    later = time.time() + looks.HOLDS + 1
    monkeypatch.setattr("compliance.looks.time.time", lambda: later)
    assert staff.post(record(huda), {}).status_code == 200


def test_who_may_not_see_it_has_seen_nothing(client_for, no_reason, huda):
    plain = StaffFactory()
    assert client_for(plain).get(record(huda)).status_code in {302, 403}
    assert "reason" not in client_for(plain).get(record(huda)).headers.get("Location", "")
    assert client_for().get(record(huda)).status_code == 302
    assert client_for(UserFactory()).get(record(huda)).status_code == 302
    assert entries() == []
    viewer = StaffFactory()
    viewer.user_permissions.add(Permission.objects.get(codename="view_user"))
    assert "/privacy/audit/reason/" in client_for(viewer).get(record(huda))["Location"]


def test_records_that_name_nobody_and_records_that_are_not_there_ask_nothing(staff, db):
    assert "/reason/" not in staff.get(record(UserFactory.build(pk=10**9))).headers.get("Location", "")
    assert "/reason/" not in staff.get(path("admin:accounts_user_change", "x")).headers.get("Location", "")
    assert staff.get(path("admin:accounts_user_changelist")).status_code == 200
    assert entries() == []


def test_the_reason_must_say_something_and_leads_to_our_own_pages_only(staff, huda, client_for):
    page = path("compliance:look_reason")
    assert staff.post(f"{page}?kind=accounts&next=/en/", {"reason": "x"}).status_code == 200
    outside = staff.post(f"{page}?kind=accounts&next=https://elsewhere.example/", {"reason": REASON})
    assert outside["Location"] == path("admin:index")
    assert staff.get(f"{page}?kind=nothing").status_code == 404
    assert client_for(huda).get(f"{page}?kind=accounts").status_code == 404


def test_an_address_in_a_reason_does_not_get_into_the_log(staff, huda):
    give(staff, staff.get(record(huda)), "Mail from huda@example.com about a refund")
    staff.get(record(huda))
    assert "huda@example.com" not in entries()[0][3]


def test_a_staff_page_names_its_case(rf, huda, client_for):
    request = rf.get("/")
    request.user, request.session = AdminFactory(), {}
    for reason in ("DR-2026-000001", "DR-2026-000001", "DR-2026-000002"):
        looks.note(request, huda, reason=reason)
    assert [entry[3] for entry in entries()] == ["DR-2026-000001", "DR-2026-000002"]
