"""Who may do what with an erasure: the only place that decides."""

from __future__ import annotations

from typing import Any

from compliance.erasure.enums import State
from compliance.erasure.models import Erasure
from compliance.rules import is_officer


def may_propose(user: Any, person: Any) -> bool:
    """An officer, but nobody in their own case."""
    return is_officer(user) and (person is None or person.pk != user.pk)


def may_decide(user: Any, erasure: Erasure) -> bool:
    """A second officer: neither who proposed it nor whom it is about."""
    return is_officer(user) and user.pk not in {erasure.proposed_by_id, erasure.user_id}


def may_resume(user: Any, erasure: Erasure) -> bool:
    return is_officer(user) and erasure.user_id != user.pk and erasure.state in {State.FAILED, State.RUNNING}


def may_refuse(user: Any, erasure: Erasure, *, begun: bool) -> bool:
    """Who proposed it may take it back; once something is erased nobody can."""
    if not is_officer(user) or erasure.user_id == user.pk or begun:
        return False
    return erasure.status.may_become(State.REFUSED)
