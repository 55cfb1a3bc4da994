"""Corrections: written by the owner's service, with history; evidence destroyed; recipients told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from compliance.models import AuditEntry
from compliance.records.models import Processor
from compliance.rights import queries, services
from compliance.rights.enums import Right
from compliance.rights.exceptions import EvidenceRefused, MovedOn, NotAnOfficer, OwnRequest, RequestMissing
from compliance.rights.models import Correction, RecipientNotice, Request
from mailing.models import EmailMessage
from tests.factories.accounts import UserFactory
from tests.factories.rights import RECEIVED, asked, officer

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 a paper"


def wrong_name(user=None, *more):
    user = user or UserFactory(name_en="Lamia Alrashed")
    wanted = [{"field": "accounts.name_en", "after": "Lamia Alrashid"}, *more]
    return asked(Right.CORRECTION, user, corrections=wanted)


def paper(data=PDF, name="deed.pdf"):
    return SimpleUploadedFile(name, data)


def test_a_registered_field_is_written_with_its_history(run_outbox):
    found, by = wrong_name(), officer()
    row = services.apply_correction(correction=found.corrections.get(), by=by, now=RECEIVED)
    found.user.refresh_from_db()
    assert found.user.name_en == "Lamia Alrashid"
    assert (row.before, row.after, row.state) == ("Lamia Alrashed", "Lamia Alrashid", "applied")
    assert (row.decided_by, row.decided_at) == (by, RECEIVED)
    request = Request.objects.get()
    assert (request.state, queries.is_restricted(found.user)) == ("delivered", False)
    run_outbox()
    mail = EmailMessage.objects.get(template="rights.answered")
    assert "Your data are corrected" in mail.text
    assert "صُحّحت بياناتك" in mail.text
    entry = AuditEntry.objects.get(action="rights.correction.applied")
    assert "Lamia" not in str(entry.after)


def test_anything_else_is_corrected_by_hand_and_written_down():
    found = asked(
        Right.CORRECTION, corrections=[{"label": "My year of birth", "after": "1980"}], user=UserFactory()
    )
    row = services.apply_correction(
        correction=found.corrections.get(), by=officer(), before="1890", now=RECEIVED
    )
    assert (row.before, row.after, row.label) == ("1890", "1980", "My year of birth")


def test_one_right_and_one_wrong_is_a_refusal_in_part():
    found = wrong_name(None, {"label": "My age", "after": "30"})
    by, (first, second) = officer(), found.corrections.order_by("pk")
    services.apply_correction(correction=first, by=by, now=RECEIVED)
    assert Request.objects.get().state == "verified"
    services.refuse_correction(correction=second, by=by, now=RECEIVED)
    request = Request.objects.get()
    assert (request.state, request.ground, request.article) == ("partly_refused", "accurate", "PDPL-IR 7(1)")


def test_evidence_is_destroyed_with_the_decision(run_outbox):
    found = wrong_name()
    row = services.add_evidence(correction=found.corrections.get(), user=found.user, file=paper())
    path = row.evidence_path
    assert storages["originals"].open(path).read() == PDF
    services.refuse_correction(correction=row, by=officer(), now=RECEIVED)
    run_outbox()
    row = Correction.objects.get()
    assert (row.evidence_path, row.evidence_name, row.evidence_destroyed_at) == ("", "", RECEIVED)
    assert storages["originals"].exists(path) is False
    assert AuditEntry.objects.filter(action="rights.evidence.destroyed").count() == 1


def test_a_second_paper_replaces_the_first(run_outbox):
    found = wrong_name()
    first = services.add_evidence(
        correction=found.corrections.get(), user=found.user, file=paper()
    ).evidence_path
    second = services.add_evidence(
        correction=found.corrections.get(), user=found.user, file=paper()
    ).evidence_path
    run_outbox()
    assert (storages["originals"].exists(first), storages["originals"].exists(second)) == (False, True)


@pytest.mark.parametrize(
    "data", [b"<html>", b"", b"%PDF-" + b"x" * (5 * 1024 * 1024)], ids=["html", "empty", "big"]
)
def test_other_files_are_refused(data):
    found = wrong_name()
    with pytest.raises(EvidenceRefused):
        services.add_evidence(correction=found.corrections.get(), user=found.user, file=paper(data))
    assert found.corrections.get().evidence_path == ""


def test_strangers_add_nothing_and_officers_decide_nothing_of_their_own():
    me = officer()
    found = wrong_name(me)
    row = found.corrections.get()
    with pytest.raises(RequestMissing):
        services.add_evidence(correction=row, user=UserFactory(), file=paper())
    with pytest.raises(NotAnOfficer):
        services.apply_correction(correction=row, by=UserFactory(), now=RECEIVED)
    with pytest.raises(OwnRequest):
        services.apply_correction(correction=row, by=me, now=RECEIVED)
    assert (found.corrections.get().state, found.corrections.get().evidence_path) == ("asked", "")


def test_a_decision_is_made_once():
    found, by = wrong_name(), officer()
    row = found.corrections.get()
    services.refuse_correction(correction=row, by=by, now=RECEIVED)
    with pytest.raises(MovedOn):
        services.apply_correction(correction=row, by=by, now=RECEIVED)
    found.user.refresh_from_db()
    assert found.user.name_en == "Lamia Alrashed"


def test_those_who_got_the_data_are_told_and_their_answer_is_kept():
    Processor.objects.all().delete()
    given = {"kind": "processor", "country": "US", "since": "2026-01-01"}
    Processor.objects.create(
        code="post", name="Post Ltd", topics=["accounts"], contact_email="dpo@post.example", **given
    )
    Processor.objects.create(code="pay", name="Pay Ltd", topics=["orders"], **given)
    found, by = wrong_name(), officer()
    services.apply_correction(correction=found.corrections.get(), by=by, now=RECEIVED)
    notice = RecipientNotice.objects.get()
    assert (notice.code, notice.name, notice.sent_at, notice.answered_at) == (
        "post",
        "Post Ltd",
        RECEIVED,
        None,
    )
    mail = EmailMessage.objects.get(template="rights.recipient")
    assert mail.to_address == "dpo@post.example"
    assert (found.number in mail.text, "Lamia" in mail.text) == (True, False)
    later = RECEIVED + timedelta(days=2)
    with pytest.raises(NotAnOfficer):
        services.note_answer(notice=notice, by=UserFactory(), text="Corrected.", now=later)
    services.note_answer(notice=notice, by=by, text="Corrected.", now=later)
    notice.refresh_from_db()
    assert (notice.answer, notice.answered_at) == ("Corrected.", later)
