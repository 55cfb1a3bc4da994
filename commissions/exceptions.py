"""What the commissions refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class CommissionMissing(NotFound):
    code = "commissions.missing"
    message = _("There is no such commission.")


class NotYours(Denied):
    code = "commissions.not_yours"
    message = _("This step is for the other side, not for you.")


class MovedOn(Conflict):
    code = "commissions.moved_on"
    message = _("The commission has moved on in the meantime. Look at where it stands now.")


class Unfinished(SoukError):
    """A brief that cannot be published yet."""

    code = "commissions.unfinished"
    message = _("Give the commission a title, a description and a budget before you publish it.")


class BudgetUpsideDown(SoukError):
    code = "commissions.budget_upside_down"
    message = _("The lower end of the budget is above its upper end.")


class DayPassed(SoukError):
    code = "commissions.day_passed"
    message = _("Choose a day that is still to come.")


class ClosesTooFar(SoukError):
    code = "commissions.closes_too_far"
    message = _("Proposals can be open for %(days)s days at most.")


class NobodyInvited(SoukError):
    code = "commissions.nobody_invited"
    message = _("Invite at least one artist or gallery, or open the commission to all.")


class NotInvitable(SoukError):
    code = "commissions.not_invitable"
    message = _("Only artists and galleries other than yourself can be invited.")


class TooManyInvited(SoukError):
    code = "commissions.too_many_invited"
    message = _("You can invite up to %(limit)s artists and galleries.")


class PictureNotRead(SoukError):
    code = "commissions.picture_not_read"
    message = _("“%(name)s” is no picture that we can read. Send a JPEG, PNG or WebP file.")


class PictureTooLarge(SoukError):
    code = "commissions.picture_too_large"
    message = _("“%(name)s” is larger than %(limit)s MB. Send a smaller picture.")


class TooManyPictures(SoukError):
    code = "commissions.too_many_pictures"
    message = _("Up to %(limit)s pictures can be added.")


class ClosedToProposals(Conflict):
    code = "commissions.closed_to_proposals"
    message = _("This commission takes no new proposals any more.")


class ProposedAlready(Conflict):
    code = "commissions.proposed_already"
    message = _("There is a proposal of yours for this commission already. Change that one.")


class SumDiffers(SoukError):
    """The milestones do not sum to the price."""

    code = "commissions.sum_differs"
    message = _("The milestones add up to %(sum)s, but the price is %(price)s. Make them equal.")


class MilestonesMissing(SoukError):
    code = "commissions.milestones_missing"
    message = _("Divide the price into at least one milestone.")


class TooManyMilestones(SoukError):
    code = "commissions.too_many_milestones"
    message = _("A proposal has up to %(limit)s milestones.")


class WordsMissing(SoukError):
    code = "commissions.words_missing"
    message = _("Write what you offer, in Arabic or in English.")


class ReasonMissing(SoukError):
    code = "commissions.reason_missing"
    message = _("Say why, so that the author can mend it.")


class QuestionMissing(SoukError):
    code = "commissions.question_missing"
    message = _("Write your question or your answer.")


class AnsweredAlready(Conflict):
    code = "commissions.answered_already"
    message = _("This question has been answered already.")


class NotOnTheTable(Conflict):
    """Withdrawn, lapsed, changed or chosen meanwhile."""

    code = "commissions.not_on_the_table"
    message = _("This proposal can no longer be chosen. Look at where it stands now.")


class AwardedAlready(Conflict):
    code = "commissions.awarded_already"
    message = _("A proposal for this commission has been chosen already.")


class DecidedAlready(Conflict):
    code = "commissions.decided_already"
    message = _("Somebody has decided about this text already.")
