"""Every write to people; the one door for pages, commands, tasks and the apps above."""

from accounts.services.profile import name_columns, remember_language, update_profile
from accounts.services.roles import grant_role, revoke_role
from accounts.services.sessions import end_all_sessions, end_session
from accounts.services.setup import create_first_admin, make_setup_token
from accounts.services.stages import advance_stage, put_silent_to_sleep

__all__ = [
    "advance_stage",
    "create_first_admin",
    "end_all_sessions",
    "end_session",
    "grant_role",
    "make_setup_token",
    "name_columns",
    "put_silent_to_sleep",
    "remember_language",
    "revoke_role",
    "update_profile",
]
