"""What people may not do to their accounts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound


class RoleNotYours(Denied):
    code = "accounts.role_not_yours"
    message = _("Only an administrator can grant this role.")


class StudioNameMissing(Conflict):
    code = "accounts.studio_name_missing"
    http_status = 400
    message = _("Write the name under which you sell, in Arabic or in English.")


class SetupClosed(NotFound):
    code = "accounts.setup_closed"
    message = _("The first administrator exists already.")


class SetupKeyWrong(Denied):
    code = "accounts.setup_key_wrong"
    message = _("This set-up link is not the latest one. Run the command again and open the new link.")


class SessionUnknown(NotFound):
    code = "accounts.session_unknown"
    message = _("This session has ended already.")


class SecondFactorMissing(Denied):
    code = "accounts.second_factor_missing"
    message = _("Staff need a second factor. Set one up in your account, then sign in with it.")
