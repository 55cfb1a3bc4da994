"""The places where a person is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.db import transaction

from accounts import events, rules
from accounts.exceptions import SessionUnknown
from accounts.models import User


@transaction.atomic
def end_session(*, user: User, session_id: int) -> None:
    """Sign one's own session out; raises SessionUnknown for one that is gone or somebody else's."""
    session = UserSession.objects.filter(pk=session_id).first()
    if session is None or not rules.may_end_session(user, session):
        raise SessionUnknown
    session.end()
    events.record("accounts.session.ended", subject=user, actor=user)


@transaction.atomic
def end_all_sessions(*, user: User, by: User | None) -> int:
    """Sign a person out everywhere, phones included; how many sessions ended."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    events.record("accounts.session.all_ended", subject=user, actor=by, after={"sessions": len(sessions)})
    return len(sessions)
