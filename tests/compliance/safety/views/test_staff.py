from __future__ import annotations

import pytest

from compliance.safety import services
from compliance.safety.models import Case, Decision, Suspension
from tests.factories import safety as make
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
DESK = "/en/safety/staff/"
QUERIES = {"cases": 7, "case": 14}


def page_of(case: Case, verb: str = "") -> str:
    return f"/en/safety/staff/cases/{case.number}/{f'{verb}/' if verb else ''}"


def decide(**given) -> dict:
    return {f"decide-{name}": value for name, value in given.items()}


def test_outsiders_find_nothing_and_change_nothing(client_for) -> None:
    case = make.report_of().case
    row = make.suspended(UserFactory())
    pages = [DESK, f"{DESK}cases/", f"{DESK}log/", page_of(case), f"{DESK}people/{row.user_id}/"]
    for outsider in (UserFactory(), StaffFactory(), row.user):
        client = client_for(outsider)
        assert [client.get(page).status_code for page in pages] == [404] * 5
        for verb in ("take", "release", "decide", "answer"):
            assert client.post(page_of(case, verb)).status_code == 404
        assert client.post(f"{DESK}suspensions/{row.pk}/lift/", {"reason": "x"}).status_code == 404
    assert client_for().get(DESK).status_code == 302
    case.refresh_from_db()
    row.refresh_from_db()
    assert (case.state, row.lifted_at) == ("open", None)


def test_the_desk_joins_the_queues(client_for) -> None:
    make.report_of()
    html = client_for(AdminFactory()).get(DESK).content.decode()
    for title in ("Reports", "Appeals", "Texts to check", "Disputes about orders", "Events to review"):
        assert f"<span>{title}</span>" in html
    assert "SC-" in html
    assert "Due first" in html


def test_from_the_queue_to_the_decision(client_for) -> None:
    judge, work = make.moderator(), make.work_of()
    owner = make.owner_of(work)
    case = make.report_of(work).case
    client = client_for(judge)
    assert "Examine this case" in client.get(page_of(case)).content.decode()
    assert client.post(page_of(case, "take")).status_code == 302
    html = client.get(page_of(case)).content.decode()
    assert "The signature is wrong." in html
    assert owner.get_full_name() in html
    lacking = client.post(page_of(case, "decide"), decide(outcome="suspend", reasons="Forged."))
    assert lacking.status_code == 400
    assert Decision.objects.count() == 0
    given = decide(
        outcome="suspend", person=owner.pk, scope="bidding", days="7", reasons="Forged.", remove="on"
    )
    assert client.post(page_of(case, "decide"), given).status_code == 302
    assert Suspension.objects.get().user == owner
    work.refresh_from_db()
    assert work.state == "draft"
    assert "Suspended until" in client.get(page_of(case)).content.decode()
    assert client.post(page_of(case, "nonsense")).status_code == 404


def test_the_first_moderator_sees_no_form_for_the_appeal(client_for) -> None:
    judge, other = make.moderator(), make.moderator()
    decision = make.decided(by=judge)
    services.appeal(decision=decision, by=decision.person, text="It is by him.")
    case = decision.case
    assert "answer-head" not in client_for(judge).get(page_of(case)).content.decode()
    answer = {"answer-grant": "1", "answer-answer": "We were wrong."}
    assert client_for(judge).post(page_of(case, "answer"), answer).status_code == 403
    assert "answer-head" in client_for(other).get(page_of(case)).content.decode()
    assert client_for(other).post(page_of(case, "answer"), answer).status_code == 302
    case.refresh_from_db()
    assert case.state == "closed"


def test_a_moderator_finds_no_case_about_themselves(client_for) -> None:
    judge = make.moderator()
    case = make.report_of(make.work_of(judge)).case
    client = client_for(judge)
    assert client.get(page_of(case)).status_code == 404
    assert case.number not in client.get(f"{DESK}cases/").content.decode()
    assert client.get(f"{DESK}people/{judge.pk}/").status_code == 404


def test_a_suspension_is_lifted_on_the_persons_page(client_for) -> None:
    row = make.suspended(UserFactory())
    client = client_for(make.moderator())
    page = f"{DESK}people/{row.user_id}/"
    assert "Lift the suspension" in client.get(page).content.decode()
    client.post(f"{DESK}suspensions/{row.pk}/lift/", {"reason": "A mistake."})
    row.refresh_from_db()
    assert row.lift_reason == "A mistake."
    assert "A mistake." in client.get(page).content.decode()


def test_the_log_names_moderators_and_no_reporter(client_for) -> None:
    reporter = UserFactory(name_en="Secret Reporter")
    judge = make.moderator(name_en="Judge Judy")
    make.taken(judge, reporter=reporter)
    html = client_for(make.moderator()).get(f"{DESK}log/").content.decode()
    assert "Judge Judy" in html
    assert "Secret Reporter" not in html


def test_filters(client_for) -> None:
    make.report_of(reason="child")
    low = make.report_of(reason="spam").case
    client = client_for(make.moderator())
    html = client.get(f"{DESK}cases/?priority=4").content.decode()
    assert html.count("SC-") == 2
    assert low.number in html
    assert "SC-" not in client.get(f"{DESK}cases/?state=closed").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_take_a_fixed_number_of_queries(client_for, django_assert_num_queries, rows) -> None:
    judge, work = make.moderator(), make.work_of()
    case = make.report_of(work).case
    for _ in range(rows - 1):
        make.report_of(work)
        make.report_of()
    client = client_for(judge)
    client.get("/ar/safety/staff/cases/")
    with django_assert_num_queries(QUERIES["cases"]):
        client.get("/ar/safety/staff/cases/")
    with django_assert_num_queries(QUERIES["case"]):
        client.get(f"/ar/safety/staff/cases/{case.number}/")
