"""Pages of the breach register."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from compliance.incidents import services
from compliance.incidents.drafts import DRILL
from compliance.incidents.enums import Audience
from compliance.incidents.models import Breach
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.incidents import FACTS, assessed, breach
from tests.factories.records import officer

pytestmark = pytest.mark.django_db


def test_only_officers_know_the_pages(client_for):
    by = officer()
    row = assessed(by)
    notice = services.draft_notice(number=row.number, by=by, audience=Audience.AUTHORITY)
    proof = services.keep_evidence(number=row.number, by=by, name="log.txt", data=b"log")
    base = f"/en/privacy/incidents/{row.number}/"
    pages = [
        "/en/privacy/incidents/",
        "/en/privacy/incidents/new/",
        base,
        f"{base}evidence/{proof.pk}/",
        f"{base}notices/authority/{notice.version}.pdf",
    ]
    for page in pages:
        assert client_for(by).get(page).status_code == 200, page
        assert [client_for(who).get(page).status_code for who in (StaffFactory(), UserFactory())] == [
            404,
            404,
        ]
        assert client_for().get(page).status_code == 302
    file = client_for(by).get(pages[3])
    assert (file["Content-Type"], file["Content-Disposition"][:10]) == (
        "application/octet-stream",
        "attachment",
    )


def test_an_outsider_changes_nothing(client_for):
    row = breach(officer())
    base = f"/en/privacy/incidents/{row.number}/"
    outsider = client_for(StaffFactory())
    for door in ("do/close/", "do/assess/", "now/tell/", "notices/authority/draft/"):
        assert outsider.post(f"{base}{door}", {"close-conclusions": "x"}).status_code == 404
    row.refresh_from_db()
    assert (row.state, row.notices.count()) == ("open", 0)


def test_from_the_entry_to_the_end_through_the_pages(client_for, run_outbox):
    by = officer()
    browser = client_for(by)
    opened = {
        "title": "Addresses",
        "kind": "disclosure",
        "aware_at": "2026-11-19T23:30",
        "countries": ["SA", "KW"],
    }
    answer = browser.post("/en/privacy/incidents/new/", opened)
    row = Breach.objects.get()
    assert (answer.url, row.countries) == (row.get_absolute_url(), ["KW", "SA"])
    base = f"/en/privacy/incidents/{row.number}/"
    facts = {
        f"describe-{name}": value for name, value in FACTS.items() if name not in {"risk", "happened_at"}
    }
    assert browser.post(f"{base}do/describe/", facts).status_code == 302
    given = {"assess-risk": "some", "assess-report_needed": "on", "assess-tell_subjects": "on"}
    assert browser.post(f"{base}do/assess/", given).status_code == 302
    late = browser.post(f"{base}do/report/", {"report-reference": "S-1"})
    assert (late.status_code, "Write this notice first" in late.content.decode()) == (400, True)
    for audience in Audience:
        assert browser.post(f"{base}notices/{audience}/draft/").status_code == 302
    browser.post(f"{base}do/report/", {"report-delay_reason": "Entered late."})
    browser.post(
        f"{base}do/recipients/",
        {"recipients-addresses": f"{by.email}\na@example.org", "recipients-language": "ar"},
    )
    browser.post(f"{base}now/tell/")
    run_outbox()
    browser.post(f"{base}do/evidence/", {"evidence-file": SimpleUploadedFile("log.txt", b"log")})
    browser.post(f"{base}do/measure/", {"measure-kind": "prevent", "measure-text": "Ask twice"})
    browser.post(f"{base}measures/{row.measures.get().pk}/done/")
    browser.post(f"{base}do/note/", {"note-text": "Called the seller."})
    browser.post(f"{base}do/close/", {"close-conclusions": "Learnt."})
    row.refresh_from_db()
    assert (row.state, row.recipients.filter(sent_at__isnull=False).count(), row.evidence.count()) == (
        "closed",
        2,
        1,
    )
    html = browser.get(base).content.decode()
    assert "Learnt." in html
    assert "Everybody on the list has been written to" in html


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_drill_says_so_on_its_page(client_for, language):
    by = officer(language=language)
    row = breach(by, drill=True)
    html = client_for(by).get(f"/{language}/privacy/incidents/{row.number}/").content.decode()
    assert DRILL.first(language) in html


def test_a_wrong_address_is_named(client_for):
    by = officer()
    row = breach(by)
    given = {"recipients-addresses": "right@example.org\nwrong", "recipients-language": "ar"}
    answer = client_for(by).post(f"/en/privacy/incidents/{row.number}/do/recipients/", given)
    assert (answer.status_code, row.recipients.count()) == (422, 0)
    assert "“wrong” is no e-mail address." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_register_asks_a_constant_number_of_questions(client_for, django_assert_num_queries, count):
    by = officer()
    for _place in range(count):
        breach(by)
    browser = client_for(by)
    browser.get("/en/privacy/incidents/")
    with django_assert_num_queries(7):
        browser.get("/en/privacy/incidents/")
