"""Two officers, what is in the way, holds."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from compliance import obstacles
from compliance.erasure import queries, services, signals
from compliance.erasure.enums import State
from compliance.erasure.exceptions import (
    AlreadyErased,
    AlreadyOpen,
    HoldEndsBefore,
    HoldOver,
    InTheWay,
    Moved,
    NobodyNamed,
    NotOfficer,
    OwnCase,
    OwnProposal,
    ReasonMissing,
)
from compliance.erasure.models import Erasure, LegalHold
from compliance.models import AuditEntry
from tests.factories.accounts import AdminFactory, StaffFactory, UserFactory
from tests.factories.erasure import approved, erased, officer, proposed
from tests.factories.orders import SellerFactory, order_of


@pytest.fixture
def free(declare):
    """Nothing declared, nothing in the way: only the decisions count."""


def test_only_an_officer_proposes_and_never_in_their_own_case(db, free):
    person = UserFactory()
    for outsider in (person, StaffFactory(), UserFactory()):
        with pytest.raises(NotOfficer):
            services.propose(user=person, by=outsider)
    clerk = officer()
    with pytest.raises(OwnCase):
        services.propose(user=clerk, by=clerk)
    with pytest.raises(NobodyNamed):
        services.propose(by=clerk)
    assert Erasure.objects.count() == 0


def test_numbers_follow_each_other(db, free):
    first, second = proposed(UserFactory()), proposed(UserFactory())
    year, number = first.number.rsplit("-", 1)
    assert second.number == f"{year}-{int(number) + 1:06}"


def test_who_proposed_does_not_decide_even_as_an_administrator(db, free):
    admin = AdminFactory()
    row = proposed(UserFactory(), by=admin)
    with pytest.raises(OwnProposal):
        services.approve(erasure=row, by=admin)
    with pytest.raises(NotOfficer):
        services.approve(erasure=row, by=StaffFactory())
    row.refresh_from_db()
    assert row.state == State.PROPOSED
    with pytest.raises(IntegrityError), transaction.atomic():  # nor by any other way
        Erasure.objects.filter(pk=row.pk).update(state=State.APPROVED, decided_by=admin)


def test_an_officer_does_not_decide_on_their_own_erasure(db, free):
    person = officer()
    row = proposed(person)
    for act in (services.approve, lambda **given: services.refuse(reason="No", **given)):
        with pytest.raises(OwnCase):
            act(erasure=row, by=person)
    assert services.approve(erasure=row, by=officer()).state == State.APPROVED


def test_one_open_erasure_a_person_and_none_after_it_is_done(db, free):
    person = UserFactory()
    row = proposed(person)
    with pytest.raises(AlreadyOpen) as caught:
        proposed(person)
    assert caught.value.params["number"] == row.number
    services.run(erasure=services.approve(erasure=row, by=officer()))
    with pytest.raises(AlreadyErased):
        proposed(person)


def test_refusing_needs_a_reason_tells_upstairs_and_forgets_the_addresses(db, free):
    heard = []
    signals.erasure_refused.connect(
        lambda erasure, **_: heard.append(erasure.number), weak=False, dispatch_uid="t"
    )
    row = proposed(UserFactory(), request_number="DR-2026-000001")
    with pytest.raises(ReasonMissing):
        services.refuse(erasure=row, by=officer(), reason="  ")
    services.refuse(erasure=row, by=officer(), reason="Article 16(4)")
    signals.erasure_refused.disconnect(dispatch_uid="t")
    row.refresh_from_db()
    assert (row.state, row.reason, row.sealed) == (State.REFUSED, "Article 16(4)", None)
    assert heard == [row.number]
    with pytest.raises(Moved):
        services.approve(erasure=row, by=officer())


def test_what_is_done_cannot_be_refused(db, free):
    row = erased(UserFactory())
    with pytest.raises(Moved):
        services.refuse(erasure=row, by=officer(), reason="Late")
    assert Erasure.objects.get(pk=row.pk).state == State.DONE


def test_a_seller_with_an_open_order_is_told_what_must_end_first(db, english):
    owner = UserFactory()
    order = order_of(seller=SellerFactory(owner=owner))
    with pytest.raises(InTheWay) as caught:
        services.propose(user=owner, by=officer())
    assert order.number in caught.value.text
    assert [one.code for one in caught.value.obstacles if one.code == "orders.sold"] == ["orders.sold"]
    assert Erasure.objects.count() == 0


def test_what_came_in_the_way_after_the_proposal_stops_the_approval_and_the_run(db, free, english):
    row, ready = proposed(UserFactory()), approved(UserFactory())
    obstacles.register("test", lambda user: [obstacles.Obstacle("test.open", "An order is open.", "/")])
    with pytest.raises(InTheWay):
        services.approve(erasure=row, by=officer())
    stopped = services.run(erasure=ready)
    assert (stopped.state, stopped.problem) == (State.FAILED, "This must end first: An order is open.")
    ready.user.refresh_from_db()
    assert ready.user.is_active
    assert ready.steps.count() == 0
    obstacles.register("test", lambda user: [])
    services.resume(erasure=stopped, by=officer())
    assert services.run(erasure=stopped).state == State.DONE


def test_a_hold_stops_everything_until_it_is_released(db, free, english):
    person, clerk = UserFactory(), officer()
    with pytest.raises(NotOfficer):
        services.hold(user=person, reason="Court", by=StaffFactory())
    with pytest.raises(ReasonMissing):
        services.hold(user=person, reason="", by=clerk)
    row = services.hold(user=person, reason="Court case 14", by=clerk)
    with pytest.raises(InTheWay) as caught:
        proposed(person)
    assert caught.value.held
    assert "legal hold" in caught.value.text
    services.release_hold(hold=row, by=clerk)
    with pytest.raises(HoldOver):
        services.release_hold(hold=row, by=clerk)
    assert proposed(person).state == State.PROPOSED
    assert AuditEntry.objects.filter(action="erasure.hold.released", subject_id=str(row.pk)).count() == 1


def test_a_hold_with_an_end_ends_by_itself(db, free):
    person, now = UserFactory(), timezone.now()
    with pytest.raises(HoldEndsBefore):
        services.hold(user=person, reason="Court", by=officer(), until=now - timedelta(days=1))
    services.hold(user=person, reason="Court", by=officer(), until=now + timedelta(days=3))
    assert queries.standing_holds(person, now + timedelta(days=2)).count() == 1
    assert queries.standing_holds(person, now + timedelta(days=4)).count() == 0
    assert LegalHold.objects.count() == 1
