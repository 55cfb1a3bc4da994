"""What the house holds about people as account holders, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from compliance import deeds
from compliance.deeds import Term
from compliance.enums import Basis
from compliance.registry import declare

if TYPE_CHECKING:
    from django.contrib.admin.models import LogEntry
    from django.db.models import QuerySet

    from compliance.subjects import Subject

WITH_ACCOUNT = _("As long as the account exists, and 30 days after it is closed.")
EXPORTED = _("In the data export, under Account.")
GOES = _("Deleted with the account.")


def _entries(subject: Subject) -> QuerySet[LogEntry]:
    """What this person changed in the administration, and what others changed in this person's account."""
    entries: QuerySet[LogEntry] = apps.get_model("admin", "LogEntry").objects.all()
    if subject.user_id is None:
        return entries.none()
    about = Q(content_type__app_label="accounts", content_type__model="user", object_id=str(subject.user_id))
    return entries.filter(Q(user=subject.user_id) | about)


declare(
    model="accounts.User",
    subject="self",
    fields=["email", "name", "name_ar", "name_en", "password", "last_login"],
    purpose=_(
        "To let you sign in, to address you by name, and to show pages in your language and at your time."
    ),
    basis=Basis.CONTRACT,
    retention=WITH_ACCOUNT,
    export=EXPORTED,
    erase=_("Name and address are overwritten; the bare number stays where the law wants records kept."),
    deed=deeds.blank(
        email=lambda user: f"erased-{user.pk}@erased.invalid",
        name="",
        name_ar="",
        name_en="",
        password=lambda _user: make_password(None),
        last_login=None,
        is_active=False,
        is_staff=False,
        is_superuser=False,
    ),
    secret=("password",),
)
declare(
    model="accounts.RoleGrant",
    subject="user",
    fields=["role", "granted_at"],
    purpose=_("To know what you may do here: collect, sell, or help to run the house."),
    basis=Basis.CONTRACT,
    retention=WITH_ACCOUNT,
    export=EXPORTED,
    erase=GOES,
    deed=deeds.delete(),
)
declare(
    model="accounts.StageChange",
    subject="user",
    fields=["before", "after", "event", "at"],
    purpose=_("To know whether an account is in use, so that forgotten ones can be closed."),
    basis=Basis.LEGITIMATE,
    retention=WITH_ACCOUNT,
    export=EXPORTED,
    erase=GOES,
    deed=deeds.delete(),
)
declare(
    model="account.EmailAddress",
    subject="user",
    fields=["email", "verified", "primary"],
    purpose=_("To reach you, and to make sure that an address is yours."),
    basis=Basis.CONTRACT,
    retention=WITH_ACCOUNT,
    export=EXPORTED,
    erase=GOES,
    deed=deeds.delete(),
    by_email=("email",),
)
declare(
    model="account.EmailConfirmation",
    subject="email_address__user",
    fields=["created", "sent", "key"],
    purpose=_("To make sure that an address is yours."),
    basis=Basis.CONTRACT,
    retention=_("Three days."),
    export=_("Not exported: it holds only a key that has expired."),
    erase=GOES,
    deed=deeds.delete(),
    exported=False,
    secret=("key",),
)
declare(
    model="mfa.Authenticator",
    subject="user",
    fields=["type", "data", "created_at", "last_used_at"],
    purpose=_("To protect your account with a second factor or a passkey. Secrets are stored encrypted."),
    basis=Basis.CONTRACT,
    retention=WITH_ACCOUNT,
    export=_("The kind and the dates, in the data export; never the secret."),
    erase=GOES,
    deed=deeds.delete(),
    secret=("data",),
)
declare(
    model="usersessions.UserSession",
    subject="user",
    fields=["ip", "user_agent", "created_at", "last_seen_at", "session_key", "data"],
    purpose=_("To show you where you are signed in, so that you can end a session that is not yours."),
    basis=Basis.LEGITIMATE,
    retention=_("Until the session ends, at most two weeks after its last use."),
    export=EXPORTED,
    erase=GOES,
    deed=deeds.delete(),
    secret=("session_key",),
)
declare(
    model="socialaccount.SocialAccount",
    subject="user",
    fields=["provider", "uid", "extra_data", "last_login", "date_joined"],
    purpose=_("To let you sign in with another provider that you connected."),
    basis=Basis.CONSENT,
    retention=_("Until you disconnect the provider or close the account."),
    export=EXPORTED,
    erase=GOES,
    deed=deeds.delete(),
)
declare(
    model="socialaccount.SocialToken",
    subject="account__user",
    fields=["token", "token_secret"],
    purpose=_("None: we do not keep the tokens of providers."),
    basis=Basis.CONSENT,
    retention=_("Not kept."),
    export=_("There is nothing to export."),
    erase=GOES,
    deed=deeds.delete(),
    exported=False,
    secret=("token", "token_secret"),
)
declare(
    model="admin.LogEntry",
    subject="",
    fields=["action_time", "object_repr", "change_message"],
    purpose=_("To know who of the staff changed what in the administration."),
    basis=Basis.LEGITIMATE,
    retention=_("Five years."),
    export=_("In the data export of the staff member."),
    erase=_("Kept without names: it is part of the record of the house."),
    deed=deeds.blank(object_repr=deeds.MARK, change_message=""),
    finder=_entries,
    others=("object_repr", "change_message"),
    term=Term(1827, "action_time", only={"object_repr__gt": ""}),
)
