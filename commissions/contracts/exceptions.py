"""What contracts refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, SoukError


class NotYours(Denied):
    code = "contracts.not_yours"
    message = _("Only the side whose turn it is may do this.")


class NotOwner(Denied):
    code = "contracts.not_owner"
    message = _("Only an owner of the artist's account may sign or end a contract.")


class MovedOn(Conflict):
    code = "contracts.moved_on"
    message = _("The contract has moved on since you looked. See where it stands now, and try again.")


class NotNewest(Conflict):
    code = "contracts.not_newest"
    message = _("There is a newer version of this contract. Read it before you accept.")


class AcceptedAlready(Conflict):
    code = "contracts.accepted_already"
    message = _("Your side has accepted this version already.")


class ChangeRefused(SoukError):
    code = "contracts.change_refused"
    message = _(
        "This change cannot be made: paid milestones keep their amounts, and every open one needs a title, "
        "an amount and a date, each date after the one before."
    )


class NothingChanged(SoukError):
    code = "contracts.nothing_changed"
    message = _("Nothing is different in this version. Change something, or accept the one that is there.")


class NotDue(Conflict):
    code = "contracts.not_due"
    message = _("This milestone is not to be paid now: milestones are paid one after the other.")


class NotToSubmit(Conflict):
    code = "contracts.not_to_submit"
    message = _(
        "There is nothing to hand over now: the milestone is not paid, or waits for an answer already."
    )


class NothingHandedOver(SoukError):
    code = "contracts.nothing_handed_over"
    message = _("Add at least one picture of the work.")


class TooManyPictures(SoukError):
    code = "contracts.too_many_pictures"
    message = _("At most %(limit)s pictures can be added at once.")


class PictureRefused(SoukError):
    code = "contracts.picture_refused"
    message = _("“%(name)s” is not a picture that we can read. Choose a JPEG, PNG or WebP file.")


class PictureTooHeavy(SoukError):
    code = "contracts.picture_too_heavy"
    message = _("“%(name)s” is larger than %(limit)s MB. Choose a smaller picture.")


class NotSubmitted(Conflict):
    code = "contracts.not_submitted"
    message = _("There is nothing to judge now: the milestone was not handed over.")


class AlreadyAccepted(Conflict):
    code = "contracts.already_accepted"
    message = _(
        "This milestone is accepted, and its money is the artist's. No revision can be asked for any more; a "
        "fault that shows later is a case of its order."
    )


class NoRevisionLeft(Conflict):
    code = "contracts.no_revision_left"
    message = _(
        "The agreed revisions of this milestone are used up. Accept it, propose a change of the contract, or "
        "open a dispute."
    )


class AnswerTooLate(Conflict):
    code = "contracts.answer_too_late"
    message = _("The seven days for an answer are over: the milestone counts as accepted.")


class WordsMissing(SoukError):
    code = "contracts.words_missing"
    message = _("Say in a few words what it is about.")


class MoneyHeld(Conflict):
    code = "contracts.money_held"
    message = _("The bank keeps this payment back at the moment. Once it has decided, this can go on.")


class NotEndable(Conflict):
    code = "contracts.not_endable"
    message = _("Only a contract in force can be ended. While a dispute is open, its decision comes first.")


class NotDisputable(Conflict):
    code = "contracts.not_disputable"
    message = _(
        "A dispute can be opened while the contract is in force and a paid milestone is not accepted yet."
    )


class NoDispute(Conflict):
    code = "contracts.no_dispute"
    message = _("There is no open dispute about this contract.")


class SplitRefused(SoukError):
    code = "contracts.split_refused"
    message = _("For each milestone, no less than nothing and no more than what was paid can go back.")
