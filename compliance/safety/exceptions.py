"""What trust and safety refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class TargetMissing(NotFound):
    code = "safety.target_missing"
    message = _("What you want to report is not there, or you cannot see it.")


class CaseMissing(NotFound):
    code = "safety.case_missing"
    message = _("There is no such safety case.")


class OwnThing(SoukError):
    code = "safety.own_thing"
    message = _("This is your own. You can change it yourself, or write to us.")


class TooManyReports(SoukError):
    code = "safety.too_many_reports"
    http_status = 429
    message = _("You have sent many reports today. We are looking at them; send the next one tomorrow.")


class NoSender(SoukError):
    code = "safety.no_sender"
    message = _("Sign in, or confirm an e-mail address, so that we can tell you how it ends.")


class NotYours(Denied):
    code = "safety.not_yours"
    message = _("This step is not for you.")


class OwnCase(Denied):
    code = "safety.own_case"
    message = _("You are part of this case, so somebody else decides it.")


class TakenByAnother(Conflict):
    code = "safety.taken_by_another"
    message = _("Another moderator is examining this case. Look at where it stands now.")


class MovedOn(Conflict):
    code = "safety.moved_on"
    message = _("This safety case has moved on in the meantime. Look at where it stands now.")


class ReasonsMissing(SoukError):
    code = "safety.reasons_missing"
    message = _("Give the reasons. The affected person reads them.")


class PersonMissing(SoukError):
    code = "safety.person_missing"
    message = _("Choose whom the decision is about: one of the people whom the thing belongs to.")


class TimeMissing(SoukError):
    code = "safety.time_missing"
    message = _("Say what is suspended and for how many days, 0 for until further notice.")


class CannotRemove(SoukError):
    code = "safety.cannot_remove"
    message = _("This cannot be taken down from here. Hand it to the room that it belongs to.")


class AppealOver(Conflict):
    code = "safety.appeal_over"
    message = _("An appeal against this decision is not possible, or no longer.")


class SameModerator(Denied):
    code = "safety.same_moderator"
    message = _("An appeal is answered by another moderator than the one who decided first.")


class LiftedAlready(Conflict):
    code = "safety.lifted_already"
    message = _("This suspension has ended already.")


class CodeWrong(SoukError):
    code = "safety.code_wrong"
    message = _("This is not the code that we sent. Look at the latest message and try again.")


class CodeOver(SoukError):
    code = "safety.code_over"
    message = _("The code is no longer valid. Send the report again to get a new one.")


class TooFast(SoukError):
    code = "safety.too_fast"
    http_status = 429
    message = _("This was tried many times. Wait an hour and try again.")


class CannotBlock(SoukError):
    code = "safety.cannot_block"
    message = _("You can block people who wrote to you, and nobody of your own side.")


class Blocked(Denied):
    """Said to both: whoever was blocked is not told so in so many words."""

    code = "safety.blocked"
    message = _("No messages can be sent in this conversation at present.")


class BlockedByYou(Denied):
    code = "safety.blocked_by_you"
    message = _("You have blocked the other side. Lift the block to write again.")


class TakenDown(Denied):
    code = "safety.taken_down"
    message = _("Art Souk has taken this down. Read the decision and appeal against it here: %(url)s")


class Suspended(Denied):
    """Why, until when, and where to appeal. `what` is a sentence of `guards`."""

    code = "safety.suspended"
    message = _("%(what)s Reasons: %(reasons)s Read the decision and appeal against it here: %(url)s")
