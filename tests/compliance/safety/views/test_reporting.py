from __future__ import annotations

import re

import pytest
from django.utils import timezone

from compliance.safety import codes
from compliance.safety.models import Case, Report
from mailing.models import EmailMessage
from tests.factories import safety as make
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
GIVEN = {"reason": "forgery", "text": "The signature is wrong."}


def form_of(work, language: str = "en") -> str:
    return f"/{language}/safety/report/work/{work.pk}/"


def code_in(message: EmailMessage) -> str:
    found = re.search(r"\b\d{6}\b", message.text)
    assert found
    return found[0]


def visit(client, work, **given):
    return client.post(form_of(work), GIVEN | {"email": "visitor@example.com"} | given)


def test_a_signed_in_person_reports_and_follows_it(client_for) -> None:
    work, person = make.work_of(), UserFactory()
    client = client_for(person)
    page = client.get(form_of(work)).content.decode()
    assert "What is wrong?" in page
    assert "e-mail address" not in page
    answer = client.post(form_of(work), GIVEN)
    row = Report.objects.get()
    assert answer["Location"] == f"/en/safety/reports/{row.number}/"
    assert "The signature is wrong." in client.get(answer["Location"]).content.decode()
    assert row.number in client.get("/en/safety/reports/").content.decode()
    assert client_for(UserFactory()).get(answer["Location"]).status_code == 404
    assert client_for().get(answer["Location"]).status_code == 302


def test_the_form_says_what_is_missing(client_for) -> None:
    answer = client_for(UserFactory()).post(form_of(make.work_of()), {"text": "x"})
    assert "Choose what is wrong." in answer.content.decode()
    assert Report.objects.count() == 0


def test_a_visitor_is_asked_to_sign_in_or_to_confirm_an_address(client) -> None:
    work = make.work_of()
    page = client.get(form_of(work)).content.decode()
    assert f"/en/account/login/?next={form_of(work)}" in page
    assert 'name="email"' in page
    answer = visit(client, work)
    assert answer["Location"] == "/en/safety/report/confirm/"
    assert Report.objects.count() + Case.objects.count() == 0
    message = EmailMessage.objects.get()
    assert (message.template, message.to_address) == ("safety.code", "visitor@example.com")
    digits = code_in(message)
    wrong = client.post("/en/safety/report/confirm/", {"code": "000000" if digits != "000000" else "1"})
    assert wrong.status_code == 400
    assert Report.objects.count() == 0
    eastern = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    done = client.post("/en/safety/report/confirm/", {"code": eastern})
    assert done["Location"] == "/en/safety/report/thanks/"
    assert client.get(done["Location"]).status_code == 200
    row = Report.objects.get()
    assert (row.email, row.reporter, row.reason) == ("visitor@example.com", None, "forgery")
    again = client.post("/en/safety/report/confirm/", {"code": digits})
    assert again.status_code == 400
    assert Report.objects.count() == 1


def test_a_code_is_guessed_five_times_at_most_and_not_after_half_an_hour(client, monkeypatch) -> None:
    work = make.work_of()
    visit(client, work)
    digits = code_in(EmailMessage.objects.get())
    other = "111111" if digits != "111111" else "222222"
    for _ in range(5):
        client.post("/en/safety/report/confirm/", {"code": other})
    assert client.post("/en/safety/report/confirm/", {"code": digits}).status_code == 400
    visit(client, work)
    digits = code_in(EmailMessage.objects.latest("pk"))
    later = timezone.now().timestamp() + 1_801
    monkeypatch.setattr(codes.time, "time", lambda: later)
    assert client.post("/en/safety/report/confirm/", {"code": digits}).status_code == 400
    assert Report.objects.count() == 0


def test_one_session_cannot_confirm_with_the_code_of_another(client_for) -> None:
    work, one, other = make.work_of(), client_for(), client_for()
    visit(one, work)
    digits = code_in(EmailMessage.objects.get())
    assert other.post("/en/safety/report/confirm/", {"code": digits}).status_code == 400
    assert Report.objects.count() == 0


def test_a_stranger_is_not_flooded_with_codes(client_for) -> None:
    work = make.work_of()
    statuses = [visit(client_for(), work, email="Victim@example.com").status_code for _ in range(6)]
    assert statuses == [302] * 4 + [429] * 2
    assert EmailMessage.objects.count() == 4


def test_a_person_who_floods_is_stopped_by_the_page(client_for) -> None:
    client = client_for(UserFactory())
    statuses = [client.post(form_of(make.work_of()), GIVEN).status_code for _ in range(12)]
    assert statuses == [302] * 10 + [429] * 2
    assert Report.objects.count() == 10


def test_what_is_hidden_cannot_be_reported(client_for) -> None:
    work = make.work_of()
    type(work).objects.update(state="draft")
    assert client_for(UserFactory()).get(form_of(work)).status_code == 404
    assert client_for().get("/en/safety/report/nonsense/1/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_reports_takes_a_fixed_number_of_queries(
    client_for, django_assert_num_queries, rows
) -> None:
    person = UserFactory()
    for _ in range(rows):
        make.report_of(reporter=person)
    client = client_for(person)
    client.get("/ar/safety/reports/")
    with django_assert_num_queries(QUERIES["reports"]):
        assert client.get("/ar/safety/reports/").content.decode().count("SR-") == 2 * rows


QUERIES = {"reports": 4}
