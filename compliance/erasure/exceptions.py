"""What erasure refuses, in words that say what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class NotOfficer(Denied):
    code = "erasure.not_officer"
    message = _("Only the privacy office may do this.")


class OwnCase(Denied):
    code = "erasure.own_case"
    message = _("This is about you, so another officer must do it.")


class OwnProposal(Denied):
    code = "erasure.own_proposal"
    message = _("You proposed this erasure, so another officer must decide on it.")


class NobodyNamed(SoukError):
    code = "erasure.nobody_named"
    message = _("Name the account or the e-mail address that is to be erased.")


class PersonUnknown(NotFound):
    code = "erasure.person_unknown"
    message = _("We hold nothing under this address or number. Check it and try again.")


class ReasonMissing(SoukError):
    code = "erasure.reason_missing"
    message = _("Say why: the reason is part of the record.")


class AlreadyOpen(Conflict):
    code = "erasure.already_open"
    message = _("There is an erasure of this person already: %(number)s.")


class AlreadyErased(Conflict):
    code = "erasure.already_erased"
    message = _("This person was erased already: %(number)s.")


class Moved(Conflict):
    code = "erasure.moved"
    message = _("This erasure is in another state by now. Reload the page.")


class InTheWay(Conflict):
    """`obstacles` are the sentences that say what must end first, `held` whether a legal hold stands."""

    code = "erasure.in_the_way"
    message = _("This must end first: %(what)s")

    def __init__(self, **params: Any) -> None:
        super().__init__(**params)
        self.obstacles = list(params.get("obstacles", ()))
        self.held = bool(params.get("held"))

    @property
    def text(self) -> str:
        said = [str(one.text) for one in self.obstacles]
        if self.held:
            said.append(str(_("A legal hold stands on this person's records.")))
        return str(self.message) % {"what": " ".join(said)}


class HoldOver(Conflict):
    code = "erasure.hold_over"
    message = _("This hold has been released already.")


class HoldEndsBefore(SoukError):
    code = "erasure.hold_ends_before"
    message = _("A hold must end after it begins.")


class NoticeMoved(Conflict):
    code = "erasure.notice_moved"
    message = _("Somebody has noted this answer already. Reload the page.")


class NotToldYet(Conflict):
    code = "erasure.not_told_yet"
    message = _("Note first that this recipient was told.")


class ListBehind(Conflict):
    """The database has less of the replay list than the file: a backup was restored and not yet replayed."""

    code = "erasure.list_behind"
    message = _(
        "The list of erasures outside the database knows more than the database: a backup was restored. "
        "Run manage.py replay_erasures first."
    )


class ListBroken(Conflict):
    code = "erasure.list_broken"
    message = _("The list of erasures was altered: line %(line)s does not follow from the one before it.")
