"""Who may buy, sell and run the house."""

from __future__ import annotations

from django.db import transaction

from accounts import events, locks, rules
from accounts.enums import Role, StageEvent
from accounts.exceptions import RoleNotYours, StudioNameMissing
from accounts.models import RoleGrant, User
from accounts.services.sessions import end_all_sessions
from accounts.services.stages import advance_stage
from accounts.signals import role_granted
from core.bidi import clean_line

Studio = dict[str, str]


@transaction.atomic
def grant_role(*, user: User, role: Role, by: User | None, studio: Studio | None = None) -> RoleGrant:
    """The role, held from now on; the same grant when it is held already. Locks the person.

    `by` is who grants (the person themselves for the open roles, None for the house itself); `studio` carries
    {"name_ar", "name_en"} for those who sell. Sends `role_granted` inside the transaction.
    Raises RoleNotYours, and StudioNameMissing when a studio is given without any name.
    """
    role = Role(role)
    if not rules.may_grant(by, user, role):
        raise RoleNotYours
    held = locks.user(user.pk)
    grant, is_new = RoleGrant.objects.get_or_create(user=held, role=role, defaults={"granted_by": by})
    _forget_roles(user)
    if is_new:
        _take_effect(held, role, by=by, studio=_cleaned(studio))
        user.is_staff = held.is_staff
        user.stage = held.stage
    return grant


@transaction.atomic
def revoke_role(*, user: User, role: Role, by: User) -> bool:
    """Take a role back; True when it was held. Raises RoleNotYours unless `by` is an administrator."""
    if not by.is_superuser:
        raise RoleNotYours
    held = locks.user(user.pk)
    gone, _ = RoleGrant.objects.filter(user=held, role=role).delete()
    _forget_roles(user)
    if not gone:
        return False
    if role is Role.STAFF:
        held.is_staff = held.is_superuser
        held.save(update_fields=["is_staff"])
    events.record("accounts.role.revoked", subject=held, actor=by, before={"role": str(role)})
    return True


def _take_effect(user: User, role: Role, *, by: User | None, studio: Studio | None) -> None:
    if role is Role.STAFF and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        end_all_sessions(user=user, by=by)  # more power begins with a new sign-in
    events.record("accounts.role.granted", subject=user, actor=by, after={"role": str(role)})
    role_granted.send(sender=RoleGrant, user=user, role=role, by=by, studio=studio)
    if role.sells:
        advance_stage(user=user, event=StageEvent.OPENED_STUDIO)


def _cleaned(studio: Studio | None) -> Studio | None:
    if studio is None:
        return None
    clean = {key: clean_line(studio.get(key) or "")[:150] for key in ("name_ar", "name_en")}
    if not any(clean.values()):
        raise StudioNameMissing
    return clean


def _forget_roles(user: User) -> None:
    user.__dict__.pop("_roles", None)
