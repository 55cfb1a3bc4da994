"""What each side is told about each event: what happened, and what comes now. None: this side is not told."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissions.contracts.enums import Party


@dataclass(frozen=True, slots=True)
class Words:
    told: Promise
    next: Promise | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """`icon` is the notice's."""

    collector: Words | None
    artist: Words | None
    icon: str = "check"

    def of(self, party: Party) -> Words | None:
        return self.collector if party is Party.COLLECTOR else self.artist


_READ = _("Read it in both languages. It holds when both sides have accepted it.")
_PAID_NEXT = _("The artist works on it now. The money stays in our keeping until you accept the milestone.")
_ANSWER = _("Look at it, and accept it or ask for a revision.")

EVENTS = {
    "ready": Event(
        Words(_("The contract of your commission is ready."), _READ),
        Words(_("Your proposal was chosen, and the contract is ready."), _READ),
        "mail",
    ),
    "changed": Event(
        Words(
            _("The artist proposes another version of the contract."),
            _("Compare it with the version before. It holds when you accept it."),
        ),
        Words(
            _("The collector proposes another version of the contract."),
            _("Compare it with the version before. It holds when you accept it."),
        ),
        "mail",
    ),
    "began": Event(
        Words(_("Both sides have accepted the contract: it is in force.")),
        Words(
            _("Both sides have accepted the contract: it is in force."),
            _("Begin when the first milestone is paid: we tell you."),
        ),
    ),
    "change_began": Event(
        Words(_("Both sides have accepted the change: the new version is in force.")),
        Words(_("Both sides have accepted the change: the new version is in force.")),
    ),
    "declined": Event(
        Words(
            _("The contract was declined before it was in force."),
            _("Your commission is open again: choose another proposal, or ask for a new one."),
        ),
        Words(_("The contract was declined before it was in force.")),
        "x",
    ),
    "due": Event(
        Words(
            _("Milestone %(place)s is to be paid: %(milestone)s."),
            _("Its work begins when it is paid. The money stays in our keeping until you accept it."),
        ),
        None,
        "clock",
    ),
    "funded": Event(
        Words(_("Milestone %(place)s is paid: %(milestone)s."), _PAID_NEXT),
        Words(
            _("Milestone %(place)s is paid: %(milestone)s."),
            _("The money is in our keeping. You can begin, and hand the work over on its page."),
        ),
    ),
    "submitted": Event(
        Words(_("Milestone %(place)s was handed over: %(milestone)s."), _ANSWER),
        Words(
            _("You have handed over milestone %(place)s: %(milestone)s."),
            _("The collector answers within seven days. Without an answer it counts as accepted."),
        ),
    ),
    "reminder": Event(
        Words(
            _("Milestone %(place)s waits for your answer: %(milestone)s."),
            _("Without an answer it counts as accepted, and its money goes to the artist."),
        ),
        None,
        "clock",
    ),
    "revision": Event(
        None,
        Words(
            _("The collector asks for a revision of milestone %(place)s: %(milestone)s."),
            _("Hand it over again when it is done. The seven days begin anew then."),
        ),
        "back",
    ),
    "accepted": Event(
        Words(
            _("You have accepted milestone %(place)s: %(milestone)s."),
            _("Its pictures are open to you without a watermark, as your licence says."),
        ),
        Words(
            _("Milestone %(place)s is accepted: %(milestone)s."),
            _("Its money is yours, and comes with your next payout."),
        ),
    ),
    "accepted_by_time": Event(
        Words(
            _("Milestone %(place)s counts as accepted, seven days after it was handed over: %(milestone)s."),
            _("Its pictures are open to you without a watermark, as your licence says."),
        ),
        Words(
            _("Milestone %(place)s counts as accepted, seven days after you handed it over: %(milestone)s."),
            _("Its money is yours, and comes with your next payout."),
        ),
    ),
    "completed": Event(
        Words(_("Every milestone is accepted: the contract is fulfilled.")),
        Words(_("Every milestone is accepted: the contract is fulfilled.")),
    ),
    "cancelled": Event(
        Words(_("The contract has ended early."), _("What goes back is on its way to you.")),
        Words(_("The contract has ended early."), _("What you keep comes with your next payout.")),
        "x",
    ),
    "disputed": Event(
        Words(
            _("A dispute about the contract is open, and its money stands still."),
            _("Say what happened and add pictures. Art Souk then decides."),
        ),
        Words(
            _("A dispute about the contract is open, and its money stands still."),
            _("Say what happened and add pictures. Art Souk then decides."),
        ),
        "alert",
    ),
    "said": Event(
        Words(_("There is something new in the dispute about your contract.")),
        Words(_("There is something new in the dispute about your contract.")),
        "alert",
    ),
    "decided": Event(
        Words(_("The dispute about your contract is decided: %(decision)s.")),
        Words(_("The dispute about your contract is decided: %(decision)s.")),
    ),
    "dispute_withdrawn": Event(
        Words(_("The dispute about your contract was taken back: the work goes on as agreed.")),
        Words(_("The dispute about your contract was taken back: the work goes on as agreed.")),
    ),
}
