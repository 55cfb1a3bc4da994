"""Each step in words: to who has to act, to everybody else, and the button that leads there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.progress.next_step import Code, Who

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Words:
    """`mine` for whom the step waits, `other` for everybody else; `more` explains to who acts."""

    mine: Text
    other: Text
    button: Text = ""
    more: Text = ""


WORDS: Final[dict[Code, Words]] = {
    Code.PUBLISH: Words(
        _("Finish your brief and send it"),
        _("The collector is still writing the brief"),
        _("Go on with the brief"),
        _("Nobody sees it until you send it."),
    ),
    Code.CHECK_BRIEF: Words(
        _("Read the brief and decide"),
        _("Art Souk is reading the brief"),
        _("Open the queue"),
    ),
    Code.SEND_OFFER: Words(
        _("Send your proposal"),
        _("Artists are invited to send proposals"),
        _("Open the commission"),
    ),
    Code.CHOOSE: Words(
        _("Compare the proposals and choose one"),
        _("The collector compares the proposals"),
        _("Compare the proposals"),
    ),
    Code.PREPARE_CONTRACT: Words(
        _("The contract is being written"),
        _("The contract is being written"),
        "",
    ),
    Code.ACCEPT_CONTRACT: Words(
        _("Read the contract and accept it"),
        _("The contract waits for the other side to accept it"),
        _("Read the contract"),
        _("It begins when both sides have accepted the same version."),
    ),
    Code.CHOOSE_AGAIN: Words(
        _("The contract was not agreed. Choose another proposal"),
        _("The contract was not agreed"),
        _("Back to the proposals"),
    ),
    Code.PAY: Words(
        _("Pay the milestone, so that the work can begin"),
        _("The milestone waits for its payment"),
        _("Pay now"),
        _("Art Souk keeps the money until you have accepted the work."),
    ),
    Code.WORK: Words(
        _("Make the work and hand it over with pictures"),
        _("The artist is at work"),
        _("Hand over the work"),
        _("The milestone is paid. The money is released to you when the work is accepted."),
    ),
    Code.REVISE: Words(
        _("A revision was asked for. Hand the work over again"),
        _("The artist is revising the work"),
        _("Hand over the revision"),
    ),
    Code.REVIEW: Words(
        _("Look at the work, and accept it or ask for a revision"),
        _("The collector is looking at the work"),
        _("Look at the work"),
        _("Without an answer by then the work counts as accepted."),
    ),
    Code.OPEN_MILESTONE: Words(
        _("The next milestone is about to open"),
        _("The next milestone is about to open"),
    ),
    Code.WRAP_UP: Words(
        _("Everything is handed over; the commission is being closed"),
        _("Everything is handed over; the commission is being closed"),
    ),
    Code.DECIDE: Words(
        _("Read what both sides say, and decide"),
        _("Art Souk is deciding the dispute; the money stands still until then"),
        _("Open the dispute"),
    ),
    Code.CERTIFY: Words(
        _("Sign the certificate of authenticity"),
        _("The artist has yet to sign the certificate of authenticity"),
        _("Sign the certificate"),
        _("The collector then has proof that the work is yours."),
    ),
    Code.CONSENT: Words(
        _("Say how you may be named beside your work"),
        _("The collector has yet to say how to be named"),
        _("Choose how to be named"),
        _("By name, or as a private collection. You may change it at any time."),
    ),
    Code.CATALOGUE: Words(
        _("Put the finished work into your catalogue"),
        _("The artist may now put the work into the catalogue"),
        _("Put it into the catalogue"),
    ),
    Code.FINISHED: Words(
        _("The commission is finished"),
        _("The commission is finished"),
        _("See the certificate"),
    ),
    Code.CANCELLED: Words(
        _("The commission was cancelled"),
        _("The commission was cancelled"),
    ),
}
WHO: Final[dict[Who, Text]] = {
    Who.COLLECTOR: pgettext_lazy("who must act", "The collector"),
    Who.ARTIST: pgettext_lazy("who must act", "The artist"),
    Who.STAFF: pgettext_lazy("who must act", "Art Souk"),
}
YOU: Final = pgettext_lazy("who must act", "You")
BOTH: Final = pgettext_lazy("who must act", "Both sides")
NOBODY: Final = pgettext_lazy("who must act", "Nobody")
HOUSE: Final = pgettext_lazy("who must act", "Art Souk, by itself")


def who_text(who: frozenset[Who], viewer: Who | None, *, over: bool) -> Text:
    """Who must act, as one says it to the viewer."""
    if not who:
        return NOBODY if over else HOUSE
    if viewer in who:
        return BOTH if len(who) > 1 else YOU
    if len(who) > 1:
        return BOTH
    return WHO[next(iter(who))]
