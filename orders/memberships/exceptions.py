"""What memberships refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied


class NotForYou(Denied):
    code = "memberships.not_for_you"
    message = _(
        "Only an owner of the gallery or artist's account may join for it, and a collector for themselves."
    )


class NotYours(Denied):
    code = "memberships.not_yours"
    message = _("Only the holder of this membership may do this.")


class NotOffered(Conflict):
    code = "memberships.not_offered"
    message = _("This membership is no longer offered at this price. Look at the memberships again.")


class AlreadyMember(Conflict):
    code = "memberships.already_member"
    message = _("There is a membership already. Change it on its own page.")


class NotRunning(Conflict):
    code = "memberships.not_running"
    message = _("Only a running membership can be changed. Pay what is open, or join anew.")


class NothingToChange(Conflict):
    code = "memberships.nothing_to_change"
    message = _("This is the membership that you have already.")


class NotResumable(Conflict):
    code = "memberships.not_resumable"
    message = _("This membership can no longer be taken up again. You are welcome to join anew.")


class NotCancellable(Conflict):
    code = "memberships.not_cancellable"
    message = _("This membership has been cancelled already.")


class NotWithdrawable(Conflict):
    code = "memberships.not_withdrawable"
    message = _(
        "The days for stepping back are over, or the benefits have been used. You can cancel to the end of what "
        "is paid."
    )
