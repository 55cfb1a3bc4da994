"""The real registry, from the proposal to the certificate."""

from __future__ import annotations

import json

from compliance.erasure import services
from compliance.erasure.enums import State, StepState
from compliance.erasure.models import Certificate, ReplayEntry
from tests.factories.accounts import UserFactory
from tests.factories.erasure import officer


def test_an_approved_erasure_is_carried_out_and_proved(db, run_outbox, replay_file, real_papers):
    person = UserFactory(email="leila@example.com", name_ar="ليلى حسن القحطاني", name_en="Leila Hassan")
    row = services.propose(user=person, by=officer(), request_number="DR-2026-000001")
    assert row.state == State.PROPOSED
    services.approve(erasure=row, by=officer())
    run_outbox()
    row.refresh_from_db()
    assert row.problem == ""
    assert row.state == State.DONE
    assert set(row.steps.values_list("state", flat=True)) == {StepState.DONE}
    person.refresh_from_db()
    assert person.email == f"erased-{person.pk}@erased.invalid"
    assert not person.is_active
    assert "leila" not in json.dumps(row.report).lower()
    certificate = Certificate.objects.get(erasure=row)
    assert bytes(certificate.pdf_ar[:4]) == b"%PDF"
    assert ReplayEntry.objects.count() == 1
    assert len(replay_file.read_text().splitlines()) == 1
    run_outbox(delayed=True)
    row.refresh_from_db()
    assert row.passed_again_at is not None
    assert row.sealed is None
