"""The clock without anybody looking, and ten thousand requests in one day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from compliance.rights import queries, services
from compliance.rights.enums import Right
from compliance.rights.models import Code, Request, Step
from mailing.models import Notification
from tests.factories.rights import RECEIVED, asked, asked_by_guest, officer

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
DUE = RECEIVED + 30 * DAY
A_DAY = """
    INSERT INTO rights_request (number, "right", name, email, phone, contact, language, country, channel, details,
        repetitive, state, law, received_at, due_at, answer_by, extension_reason, extension_text, identity,
        identified_at, ground, article, answer)
    SELECT 'DR-2026-' || lpad((500000 + n)::text, 6, '0'), 'complaint', 'N', 'n' || n || '@example.com', '', '', 'ar',
        'SA', 'web', 'words', false, 'verified', 'SA', moment, moment + interval '30 days',
        moment + interval '30 days', '', '', 'code', moment, '', '', ''
    FROM (SELECT n, %s::timestamptz + n * interval '8 seconds' AS moment FROM generate_series(1, 10000) n) rows
"""


def ten_thousand():
    with connection.cursor() as cursor:
        cursor.execute(A_DAY, [RECEIVED])
        cursor.execute("ANALYZE rights_request")


def sweeps(*days):
    return [services.sweep(now=RECEIVED + day * DAY) for day in days]


def test_officers_hear_at_seven_three_and_one_day_and_when_it_is_late(run_outbox):
    by, found = officer(language="en"), asked()
    run_outbox()
    Notification.objects.all().delete()
    assert sweeps(22, 23, 23.5, 27, 29, 30, 31) == [{}, {7: 1}, {}, {3: 1}, {1: 1}, {0: 1}, {}]
    kinds = Notification.objects.filter(user=by).order_by("pk").values_list("kind", "context__days")
    assert list(kinds) == [("rights.soon", 7), ("rights.soon", 3), ("rights.soon", 1), ("rights.late", 0)]
    row = Request.objects.get(pk=found.pk)
    assert (row.overdue_at, row.reminded, row.state) == (DUE, 0, "verified")
    reminders = Step.objects.filter(request=found, kind="reminder").values_list("text", "public")
    assert list(reminders) == [("7", False), ("3", False), ("1", False), ("0", False)]


def test_a_sweep_that_slept_says_only_the_last_thing():
    officer()
    asked()
    assert sweeps(40, 41) == [{0: 1}, {}]


def test_an_extension_sets_the_reminders_back():
    by, found = officer(), asked()
    assert sweeps(24) == [{7: 1}]
    services.extend(request=found, by=by, reason="effort", days=30, now=RECEIVED + 25 * DAY)
    assert sweeps(30, 53) == [{}, {7: 1}]


def test_what_nobody_proved_is_closed_when_its_term_is_over():
    found = asked_by_guest()
    sweeps(29)
    assert Request.objects.get(pk=found.pk).state == "identity_pending"
    services.sweep(now=DUE + DAY)
    assert (Request.objects.get(pk=found.pk).state, Code.objects.count()) == ("closed", 0)


def test_ten_thousand_requests_in_a_day_are_swept_in_few_queries(django_assert_max_num_queries):
    """One notice an officer for all of them, a bounded number of rows a run."""
    by = officer()
    ten_thousand()
    with django_assert_max_num_queries(40):
        assert services.sweep(now=RECEIVED + 24 * DAY) == {7: 2_000}
    assert Notification.objects.filter(user=by).count() == 1


def test_the_queue_of_ten_thousand_costs_what_a_queue_of_three_costs(client_for, django_assert_num_queries):
    by = officer()
    for _ in range(3):
        asked()
    client = client_for(by)
    client.get("/en/privacy/requests/staff/")
    with django_assert_num_queries(QUEUE_QUERIES):
        assert client.get("/en/privacy/requests/staff/").status_code == 200
    ten_thousand()
    with django_assert_num_queries(QUEUE_QUERIES):
        page = client.get("/en/privacy/requests/staff/")
    assert page.context["clocks"] == {"open": 10_003, "soon": 0, "late": 10_003}
    assert len(page.context["rows"]) == 30


QUEUE_QUERIES = 8


def test_the_queue_reads_its_index_and_not_the_table():
    ten_thousand()
    plan = queries.queue()[:30].explain()
    assert "request_clock" in plan
    assert "Sort" not in plan


def test_numbers_go_on_after_such_a_day():
    ten_thousand()
    assert asked(Right.COPY).number == "DR-2026-000001"
