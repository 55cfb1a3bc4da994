"""Where a life-cycle leads, and who grants what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import rules
from accounts.enums import STAGE_TRANSITIONS, Role, Stage, StageEvent
from accounts.models import User

AWAKE = [stage for stage in Stage if stage is not Stage.DORMANT]
STORED_AWAKE = [stage for stage in AWAKE if stage is not Stage.VISITOR]


@given(st.sampled_from(Stage), st.sampled_from(StageEvent), st.sampled_from(STORED_AWAKE))
def test_every_step_is_an_allowed_one(current: Stage, event: StageEvent, before_sleep: Stage) -> None:
    after = rules.next_stage(current, event, before_sleep=before_sleep)
    reachable = {current} | STAGE_TRANSITIONS[current]
    # A visitor may sign up with a provider that vouches for the address: two steps at once.
    if current is Stage.VISITOR and event is not StageEvent.SIGNED_UP:
        return
    assert after in reachable


@given(
    st.sampled_from(STORED_AWAKE), st.lists(st.sampled_from([e for e in StageEvent if e != "fell_silent"]))
)
def test_nobody_awake_falls_back(start: Stage, story: list[StageEvent]) -> None:
    stage = start
    for event in story:
        after = rules.next_stage(stage, event)
        assert rules.RANK[after] >= rules.RANK[stage]
        stage = after


@given(st.sampled_from(STORED_AWAKE))
def test_a_sleeper_wakes_to_what_they_were(stage: Stage) -> None:
    asleep = rules.next_stage(stage, StageEvent.FELL_SILENT)
    assert asleep is Stage.DORMANT
    woken = rules.next_stage(asleep, StageEvent.SIGNED_IN, before_sleep=stage)
    assert woken is max(stage, Stage.ACTIVE, key=rules.RANK.__getitem__)


@pytest.mark.parametrize(
    ("current", "event", "after"),
    [
        (Stage.VISITOR, StageEvent.SIGNED_UP, Stage.REGISTERED),
        (Stage.REGISTERED, StageEvent.EMAIL_CONFIRMED, Stage.ACTIVE),
        (Stage.ACTIVE, StageEvent.BOUGHT, Stage.COLLECTOR),
        (Stage.COLLECTOR, StageEvent.OPENED_STUDIO, Stage.SELLER),
        (Stage.SELLER, StageEvent.BOUGHT, Stage.SELLER),
        (Stage.VISITOR, StageEvent.FELL_SILENT, Stage.VISITOR),
        (Stage.DORMANT, StageEvent.FELL_SILENT, Stage.DORMANT),
    ],
)
def test_the_story_as_told(current: Stage, event: StageEvent, after: Stage) -> None:
    assert rules.next_stage(current, event) is after


def _person(pk: int, **fields: bool) -> User:
    return User(pk=pk, email=f"{pk}@example.com", is_active=True, **fields)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.STAFF])
def test_people_take_open_roles_for_themselves_only(role: Role) -> None:
    me, other = _person(1), _person(2)
    assert rules.may_grant(me, me, role)
    assert not rules.may_grant(me, other, role)


def test_staff_comes_from_an_administrator() -> None:
    me, admin = _person(1), _person(2, is_superuser=True)
    assert not rules.may_grant(me, me, Role.STAFF)
    assert rules.may_grant(admin, me, Role.STAFF)
    assert rules.may_grant(None, me, Role.STAFF)
    admin.is_active = False
    assert not rules.may_grant(admin, me, Role.STAFF)
