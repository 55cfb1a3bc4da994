"""What the house holds about people as account holders, and why."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.enums import Basis
from compliance.registry import declare

WITH_ACCOUNT = _("As long as the account exists, and 30 days after it is closed.")
EXPORTED = _("In the data export, under Account.")
GOES = _("Deleted with the account.")

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
)
