"""What the check of sellers refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, SoukError


class NotOwner(Denied):
    code = "verification.not_owner"
    message = _("Only an owner of this seller may hand in its papers.")


class NotChecker(Denied):
    code = "verification.not_checker"
    message = _("Whoever handed in a paper, or acts for the seller, does not check it.")


class NumberInvalid(SoukError):
    code = "verification.number_invalid"
    message = _("This number does not have the shape of such a paper. An example: %(example)s")


class NameMissing(SoukError):
    code = "verification.name_missing"
    message = _("Write the name as it stands on the paper.")


class OutOfDate(SoukError):
    code = "verification.out_of_date"
    message = _("This paper has run out. Renew it first, then hand in the new date.")


class InCheck(Conflict):
    code = "verification.in_check"
    message = _("Such a paper is being checked already. Withdraw it first if it was wrong.")


class ReasonMissing(SoukError):
    code = "verification.reason_missing"
    message = _("Write the reason: the seller reads it.")


class WrongState(Conflict):
    code = "verification.wrong_state"
    message = _("This paper has been decided on meanwhile. Look at it again.")
