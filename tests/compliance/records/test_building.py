"""The register is drawn from declarations and settings: idempotent, versioned, kept for five years."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from compliance import audit, registry
from compliance.models import AuditEntry
from compliance.records import generating, queries, seeds, services, template, versions
from compliance.records.models import Activity, Processor, Transfer, Version
from tests.factories.records import built, officer, party

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_every_declared_app_has_one_activity_and_the_second_run_writes_nothing():
    first = services.build(now=NOW)
    labels = {declaration.model.split(".")[0].lower() for declaration in registry.declarations()}
    assert set(Activity.objects.values_list("code", flat=True)) == labels
    assert first.written == len(labels)
    assert services.build(now=NOW + timedelta(days=1)) == services.building.Built()
    assert Version.objects.count() == len(labels)


def test_the_command_says_what_it_did(capsys):
    call_command("build_records")
    call_command("build_records")
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Records of processing: 0 written, 0 ended, 0 recipients."


def test_a_row_holds_the_minimum_of_the_law_in_both_languages(settings):
    activity = built()
    for code in (
        "controller",
        "officer",
        "purposes",
        "data",
        "retention",
        "recipients",
        "transfers",
        "security",
    ):
        assert set(activity.generated[code]) == {"ar", "en"}, code
        assert all(activity.generated[code].values()), code
    assert activity.generated["controller"]["en"].startswith(settings.CONTROLLER["name_en"])
    assert activity.title_en == "Orders"
    assert [column.article for column in template.COLUMNS if column.article] == [
        "33(5)(a)",
        "33(5)(b)",
        "33(5)(c)",
        "33(5)(d)",
        "33(5)(d)",
        "33(5)(e)",
        "33(5)(f)",
        "20(6)",
        "33(5)(g)",
        "33(5)(h)",
    ]


def test_nothing_is_sent_outside_until_a_key_is_set(settings):
    assert [seed.code for seed in seeds.seeds([])] == ["tax-authority"]
    settings.SENDGRID_API_KEY, settings.MOYASAR_SECRET_KEY = "k", "k"
    settings.HOSTING_PROVIDER, settings.HOSTING_COUNTRY = "Cloud of Riyadh", "SA"
    services.build(now=NOW)
    assert list(Processor.objects.values_list("code", flat=True)) == [
        "hosting",
        "moyasar",
        "sendgrid",
        "tax-authority",
    ]
    assert list(Transfer.objects.values_list("processor__code", "country", "safeguard")) == [
        ("sendgrid", "US", "none")
    ]
    mails = Activity.objects.get(code="mailing").generated
    assert "Twilio SendGrid (US)" in mails["transfers"]["en"]
    assert "The contract is not entered yet" in mails["processors"]["en"]


def test_a_service_that_is_switched_off_ends_but_is_still_told(settings):
    settings.STRIPE_SECRET_KEY = "k"
    services.build(now=NOW)
    settings.STRIPE_SECRET_KEY = ""
    services.build(now=NOW + timedelta(days=3))
    stripe = Processor.objects.get(code="stripe")
    assert (stripe.configured, stripe.ended_on) == (False, date(2026, 11, 24))
    assert [row.code for row in queries.recipients_of(["orders.Order"])] == ["stripe"]


def test_recipients_by_topic_leave_authorities_and_other_topics_out(settings):
    settings.SENDGRID_API_KEY = settings.STRIPE_SECRET_KEY = "k"
    services.build(now=NOW)
    party()
    assert [row.code for row in queries.recipients_of()] == ["courier", "sendgrid", "stripe"]
    assert [row.code for row in queries.recipients_of({"mailing", "delivery"})] == ["courier", "sendgrid"]
    assert [row.code for row in queries.recipients_of(["invoicing"])] == []


def test_what_staff_wrote_survives_the_settings(settings):
    settings.SENDGRID_API_KEY = "k"
    services.build(now=NOW)
    fields = {"contact_email": "dpo@example.com", "contract_date": date(2026, 1, 5), "clauses": ["a", "b"]}
    services.complete_processor(
        code="sendgrid",
        by=officer(),
        fields=fields,
        transfer={"safeguard": "clauses", "purpose": "obligation"},
    )
    assert services.build(now=NOW) == services.building.Built()
    row = Processor.objects.select_related("transfer").get(code="sendgrid")
    assert (row.contact_email, row.clauses, row.transfer.safeguard) == (
        "dpo@example.com",
        ["a", "b"],
        "clauses",
    )
    assert "Standard contractual clauses" in Activity.objects.get(code="mailing").generated["transfers"]["en"]


def test_versions_are_chained_and_a_change_in_the_database_shows():
    activity, by = built(), officer()
    services.complete(
        code="orders", by=by, answers={"owner": {"ar": "المبيعات", "en": "Sales"}}, note="first"
    )
    services.complete(code="orders", by=by, answers={"owner": {"ar": "المبيعات", "en": "Desk"}})
    rows = list(activity.versions.order_by("number"))
    assert [row.number for row in rows] == [1, 2, 3]
    assert [row.prev_hash for row in rows[1:]] == [row.sha256 for row in rows[:-1]]
    assert [change["code"] for change in rows[2].changes] == ["owner"]
    assert rows[2].changes[0]["before"]["en"] == "Sales"
    assert versions.first_break(activity) is None
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Version.objects.filter(pk=rows[1].pk).update(content={})
    rows[1].content["owner"] = {"en": "Nobody"}
    broken = [versions.chain.Link(row.prev_hash, row.sha256, row.content) for row in rows]
    assert versions.chain.first_break(broken) == 1


def test_the_same_answers_again_are_no_version_but_a_review():
    by = officer()
    built()
    services.complete(code="orders", by=by, answers={"sensitive": False}, now=NOW)
    again = services.complete(code="orders", by=by, answers={"sensitive": False}, now=NOW + timedelta(days=9))
    assert again.number == 2
    assert (again.reviewed_on, again.review_on) == (date(2026, 11, 30), date(2027, 11, 30))


def test_an_activity_that_nobody_declares_ends_and_is_kept_five_years(monkeypatch):
    services.build(now=NOW)
    known = generating.activities()
    known.pop("auctions")
    monkeypatch.setattr(generating, "activities", lambda: known)
    assert services.build(now=NOW).ended == 1
    gone = Activity.objects.get(code="auctions")
    assert (gone.state, gone.ended_on, gone.keep_until) == ("ended", date(2026, 11, 21), date(2031, 11, 22))
    with pytest.raises(IntegrityError, match="is kept"), transaction.atomic():
        gone.delete()
    assert services.forget_ended(now=NOW + timedelta(days=1826)) == 0
    # The database counts by its own calendar: move the term, not the clock.
    Activity.objects.filter(pk=gone.pk).update(keep_until=date(2020, 1, 1))
    assert services.forget_ended(now=NOW) == 1
    assert not Version.objects.filter(activity=gone.pk).exists()
    assert AuditEntry.objects.filter(action="records.activity.forgotten").count() == 1


def test_outsiders_change_nothing():
    built()
    outsider = officer()
    outsider.user_permissions.clear()
    outsider = type(outsider).objects.get(pk=outsider.pk)
    with pytest.raises(services.completing.OfficersOnly):
        services.complete(code="orders", by=outsider, answers={"owner": {"en": "Me"}})
    assert Activity.objects.get(code="orders").answers == {}


def test_two_officers_do_not_overwrite_each_other():
    by = officer()
    activity = built()
    services.complete(code="orders", by=by, answers={"sensitive": False}, seen=activity.number)
    with pytest.raises(services.completing.MovedOn):
        services.complete(code="orders", by=by, answers={"sensitive": True}, seen=activity.number)
    assert Activity.objects.get(code="orders").answers == {"sensitive": False}


@pytest.mark.usefixtures("english")
def test_every_action_has_a_text():
    assert audit.label_of("records.activity.written") == "Processing record written"
