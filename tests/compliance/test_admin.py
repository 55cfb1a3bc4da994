"""The audit log at the staff desk: read, filtered and searched in both languages; never changed."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from compliance import audit, sealing
from compliance.admin import codes_called
from compliance.models import AuditEntry
from tests.factories.accounts import UserFactory

LIST = "admin:compliance_auditentry_changelist"
PAID, OPENED = "test.order.paid", "test.sale.opened"


@pytest.fixture(autouse=True)
def _actions(monkeypatch):
    monkeypatch.setattr(audit, "_actions", {})
    # Two texts of the kernel's catalogue, so that there is an Arabic one.
    audit.register(PAID, _("Kuwaiti dinar"))
    audit.register(OPENED, _("Saudi riyal"))


@pytest.fixture
def staff(client_for, db):
    return client_for(UserFactory(is_staff=True, is_superuser=True))


def address(name=LIST, language="ar", *args):
    with override(language):
        return reverse(name, args=args)


def listed(client, language="ar", **query):
    answer = client.get(address(LIST, language), query)
    assert answer.status_code == 200
    return sorted(entry.action for entry in answer.context["cl"].result_list)


def test_listed_with_texts_in_the_readers_language(staff):
    audit.record(PAID, subject=None, actor=UserFactory(email="huda@example.com"))
    sealing.seal_once()
    assert "دينار كويتي" in staff.get(address(LIST, "ar")).content.decode()
    english = staff.get(address(LIST, "en")).content.decode()
    assert "Kuwaiti dinar" in english
    assert "huda@example.com" in english


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count_of_the_list(staff, rows, django_assert_num_queries):
    for _n in range(rows):
        audit.record(PAID, subject=None, actor=UserFactory())
    staff.get(address())
    with django_assert_num_queries(QUERIES):
        staff.get(address())


QUERIES = 6


def test_searched_by_action_in_either_language_by_actor_and_by_subject(staff):
    huda = UserFactory(email="huda@example.com")
    audit.record(PAID, subject=UserFactory(), actor=huda, note="by transfer")
    audit.record(OPENED, subject=None, actor=None)
    for term in ("كويتي", "KUWAITI", "الكويتي"[2:], PAID, "huda@example.com", "transfer"):
        for language in ("ar", "en"):
            assert listed(staff, language, q=term) == [PAID], (term, language)
    assert listed(staff, q="nothing of the kind") == []
    assert listed(staff) == [PAID, OPENED]


def test_filtered(staff):
    audit.record(PAID, subject=UserFactory(), actor=UserFactory())
    audit.record(OPENED, subject=None, actor=None)
    assert listed(staff, action=OPENED) == [OPENED]
    assert listed(staff, actor_kind="person") == [PAID]
    assert listed(staff, subject_type="accounts.user") == [PAID]


def test_texts_are_found_with_other_spellings():
    assert codes_called("دِينار") == [PAID]
    assert codes_called("RIYAL") == [OPENED]


def test_an_entry_is_shown_whole_and_an_erased_actor_is_a_number(staff):
    person = UserFactory(email="gone@example.com")
    audit.record(PAID, subject=None, actor=person, before={"n": 1}, after={"title": "<b>لوحة</b>"})
    number = person.pk
    person.delete()
    entry = AuditEntry.objects.get()
    html = staff.get(address("admin:compliance_auditentry_change", "en", entry.pk)).content.decode()
    assert "gone@example.com" not in html
    assert f"<bdi>{number}</bdi> <bdi>account no longer exists</bdi>" in html
    assert "&lt;b&gt;لوحة&lt;/b&gt;" in html


def test_nobody_changes_it(staff):
    audit.record(PAID, subject=None, actor=None, note="first")
    entry = AuditEntry.objects.get()
    for model in ("auditentry", "auditseal"):
        assert staff.get(address(f"admin:compliance_{model}_add")).status_code == 403
        assert staff.post(address(f"admin:compliance_{model}_delete", "ar", entry.pk)).status_code in {
            302,
            403,
        }
    assert (
        staff.post(address("admin:compliance_auditentry_change", "ar", entry.pk), {"note": "x"}).status_code
        == 403
    )
    staff.post(address(), {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"})
    assert list(AuditEntry.objects.values_list("pk", "note")) == [(entry.pk, "first")]


def test_outsiders_see_nothing(client_for, db):
    for client in (client_for(), client_for(UserFactory()), client_for(UserFactory(is_staff=True))):
        assert client.get(address()).status_code in {302, 403}
