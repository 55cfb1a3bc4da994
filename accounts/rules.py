"""Who may do what to an account, and where a person's life-cycle goes next."""

from __future__ import annotations

from typing import Any

from accounts.enums import Role, Stage, StageEvent
from accounts.models import User

RANK = {Stage.VISITOR: 0, Stage.REGISTERED: 1, Stage.ACTIVE: 2, Stage.COLLECTOR: 3, Stage.SELLER: 4}
REACHES = {
    StageEvent.SIGNED_UP: Stage.REGISTERED,
    StageEvent.EMAIL_CONFIRMED: Stage.ACTIVE,
    StageEvent.SIGNED_IN: Stage.ACTIVE,
    StageEvent.BOUGHT: Stage.COLLECTOR,
    StageEvent.OPENED_STUDIO: Stage.SELLER,
}


def next_stage(current: Stage, event: StageEvent, *, before_sleep: Stage = Stage.ACTIVE) -> Stage:
    """Where `event` leads from `current`: never down, but to sleep; `before_sleep` is what a sleeper was."""
    if event is StageEvent.FELL_SILENT:
        return Stage.DORMANT if current.may_become(Stage.DORMANT) else current
    awake = before_sleep if current is Stage.DORMANT else current
    return max(awake, REACHES[event], key=RANK.__getitem__)


def may_grant(by: User | None, user: User, role: Role) -> bool:
    """People take the open roles themselves; staff comes from an administrator (at set-up from nobody)."""
    if role.self_service and by == user:
        return True
    return by is None or (by.is_active and by.is_superuser)


def may_end_session(user: User, session: Any) -> bool:
    return bool(session.user_id == user.pk)


def may_use_staff_pages(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active and user.is_staff)
