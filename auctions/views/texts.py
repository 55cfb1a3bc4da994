"""The words of the live room: the page writes them first, the script goes on with the same ones."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# One number of each CLDR category, as Intl.PluralRules names them.
CATEGORIES = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}


def bids_text(number: int, shown: str) -> str:
    return ngettext("%(n)s bid", "%(n)s bids", number) % {"n": shown}


def here_text(number: int, shown: str) -> str:
    return ngettext("%(n)s person in the room", "%(n)s people in the room", number) % {"n": shown}


def bidder_text(number: str) -> str:
    return _("Bidder %(number)s") % {"number": number}


def answered_text(bidder: str, leader: str) -> str:
    """A bid that the leader's maximum beat at once."""
    return _("%(bidder)s, beaten by %(leader)s") % {"bidder": bidder, "leader": leader}


def standings() -> dict[str, dict[str, str]]:
    """By standing: tone (colour and icon), title, and the note with and without a known maximum."""
    return {
        "leading": {
            "tone": "win",
            "title": _("You are the highest bidder"),
            "note": _("Your secret maximum is %(max)s"),
            "plain": _("We tell you at once if that changes."),
        },
        "outbid": {
            "tone": "lose",
            "title": _("You have been outbid"),
            "note": _("Bid %(ask)s or more to lead again"),
            "plain": _("Bid %(ask)s or more to lead again"),
        },
        "won": {
            "tone": "win",
            "title": _("The lot is yours"),
            "note": _("Your order is on your desk, and on its way to your mailbox."),
            "plain": "",
        },
        "lost": {
            "tone": "mute",
            "title": _("The lot went to somebody else"),
            "note": _("Your maximum was %(max)s"),
            "plain": "",
        },
    }


def labels() -> dict[str, str]:
    """Over the price."""
    return {
        "current": _("Current bid"),
        "opening": _("Opening bid"),
        "sold": _("Hammer price"),
        "unsold_no_bids": _("Not sold: no bids"),
        "unsold_reserve": _("Not sold: the reserve was not met"),
        "withdrawn": _("Withdrawn"),
    }


def timers() -> dict[str, str]:
    """Over the clock."""
    return {
        "scheduled": _("Opens soon"),
        "open": _("Closes in"),
        "on_hold": _("On hold"),
        "counting": _("Counting the last bids"),
        "closed": _("Closed"),
    }


def next_labels() -> dict[str, str]:
    """Over the amount that the button bids."""
    return {"bid": _("Your next bid"), "raise": _("Raise your maximum to")}


def reserves() -> dict[str, str]:
    return {"none": _("No reserve"), "not_met": _("Not met yet"), "met": _("Met")}


def events() -> dict[str, str]:
    """Lines of the record that are no bids."""
    return {
        "opened": _("Bidding opened"),
        "extended": _("Time extended"),
        "reserve_met": _("The reserve has been met"),
        "reserve_waived": _("Now without reserve"),
        "voided": _("A bid was declared void; the price was worked out again"),
        "held": _("On hold"),
        "resumed": _("Bidding goes on"),
        "withdrawn": _("Withdrawn"),
        "closed": _("Closed"),
    }


def connections() -> dict[str, str]:
    return {
        "live": _("Live"),
        "connecting": _("Connecting"),
        "polling": _("Refreshing every two seconds"),
        "reconnecting": _("Connection lost, trying again"),
        "offline": _("You are offline"),
    }


def for_script() -> dict[str, Any]:
    """Everything at once; places are written {like_this} for the script."""
    places = {"max": "{max}", "ask": "{ask}"}
    return {
        "standing": {
            key: {part: text % places if "%" in text else text for part, text in words.items()}
            for key, words in standings().items()
        },
        "labels": labels(),
        "timer": timers(),
        "next": next_labels(),
        "reserve": reserves(),
        "events": events(),
        "connection": connections(),
        "bids": {kind: bids_text(number, "{n}") for kind, number in CATEGORIES.items()},
        "here": {kind: here_text(number, "{n}") for kind, number in CATEGORIES.items()},
        "you": _("You"),
        "bidder": bidder_text("{paddle}"),
        "answered": answered_text("{bidder}", "{leader}"),
        "announce": {
            "price": _("Now at %(price)s.") % {"price": "{price}"},
            "extended": _("The time was extended."),
        },
        "accept_terms": _("Accept the terms of the sale first, then bid again."),
        "no_answer": _(
            "No answer came. Your bid may or may not have arrived; press again: it counts only once."
        ),
    }
