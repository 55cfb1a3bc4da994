"""Pages of the office: officers only, constant queries, both languages."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from compliance import office
from compliance.models import AuditEntry
from compliance.records.models import Activity, Assessment
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.records import ANSWERS, assessment, built, officer, party

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "office/",
    "export.xlsx",
    "export.pdf",
    "recipients/",
    "assessments/",
    "assessments/new/",
    "activities/orders/",
]


@pytest.mark.parametrize("page", PAGES)
def test_only_officers_know_the_pages(client_for, page):
    built()
    address = f"/en/privacy/records/{page}"
    assert client_for(officer()).get(address).status_code == 200
    for outsider in (StaffFactory(), UserFactory()):
        assert client_for(outsider).get(address).status_code == 404
    assert client_for().get(address).status_code == 302


@pytest.mark.parametrize(("language", "title"), [("ar", "مكتب الخصوصية"), ("en", "Privacy office")])
def test_the_overview_shows_every_card(client_for, language, title):
    html = client_for(officer(language=language)).get(f"/{language}/privacy/records/office/").content.decode()
    assert f'<h1 class="h5">{title}</h1>' in html
    with override(language):
        for code, (_order, name, _loader) in office._cards.items():
            assert str(name) in html, code


def test_an_officer_completes_an_activity(client_for):
    activity = built()
    browser = client_for(officer())
    given = {
        "seen": activity.number,
        "owner_ar": "قسم المبيعات",
        "owner_en": "Sales",
        "sensitive": "no",
        "subjects": "١٢٠",
    }
    answer = browser.post(f"/en/privacy/records/activities/{activity.code}/", given)
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert activity.answers == {
        "owner": {"ar": "قسم المبيعات", "en": "Sales"},
        "sensitive": False,
        "subjects": 120,
    }
    stale = browser.post(f"/en/privacy/records/activities/{activity.code}/", {**given, "owner_en": "Else"})
    assert "Somebody has saved this record in the meantime" in stale.content.decode()


def test_an_outsider_changes_nothing(client_for):
    activity = built()
    address = f"/en/privacy/records/activities/{activity.code}/"
    assert client_for(StaffFactory()).post(address, {"seen": 1, "owner_en": "Me"}).status_code == 404
    assert Activity.objects.get(pk=activity.pk).answers == {}


def test_an_export_is_an_entry_of_the_audit(client_for):
    built()
    client_for(officer()).get(reverse("records:xlsx"))
    assert AuditEntry.objects.get(action="records.exported").after == {"format": "xlsx"}


def test_an_assessment_from_beginning_to_decision(client_for):
    built()
    browser = client_for(officer())
    answer = browser.post("/en/privacy/records/assessments/new/", {"kind": "interest", "title": "Fraud"})
    row = Assessment.objects.get()
    assert answer.url == row.get_absolute_url()
    page = f"/en/privacy/records/assessments/{row.number}/"
    browser.post(page, {**ANSWERS, "sensitive": "no", "seen": 0})
    refused = browser.post(f"{page}decide/", {"decide-outcome": ""})
    assert refused.status_code == 200
    browser.post(f"{page}decide/", {"decide-outcome": "go", "decide-note": ""})
    row.refresh_from_db()
    assert (row.state, row.outcome) == ("decided", "go")
    assert "The processing may go on as described" in browser.get(page).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_a_constant_number_of_questions(client_for, django_assert_num_queries, count):
    by = officer()
    built()
    Activity.objects.exclude(code__in=["orders", "mailing", "auctions"][:count]).update(
        state="ended", ended_on="2020-01-01", keep_until="2020-01-01"
    )
    Activity.objects.filter(state="ended").delete()
    for place in range(count):
        party(f"courier-{place}")
        assessment(by)
    browser = client_for(by)
    browser.get("/en/privacy/records/")
    for page, queries in {"": 9, "recipients/": 5, "assessments/": 5}.items():
        with django_assert_num_queries(queries):
            browser.get(f"/en/privacy/records/{page}")
