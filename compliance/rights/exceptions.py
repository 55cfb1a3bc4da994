"""What the rights room refuses, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class RequestMissing(NotFound):
    code = "rights.missing"
    message = _("There is no such request.")


class NotAnOfficer(Denied):
    code = "rights.not_an_officer"
    message = _("This step is for the privacy office.")


class OwnRequest(Denied):
    code = "rights.own_request"
    message = _("This request is your own. Another officer handles it.")


class MovedOn(Conflict):
    code = "rights.moved_on"
    message = _("The request has moved on in the meantime. Look at where it stands now.")


class OpenAlready(Conflict):
    code = "rights.open_already"
    message = _("You have an open request for this already: %(number)s. We answer that one.")


class NoExtension(Conflict):
    code = "rights.no_extension"
    message = _(
        "The term cannot be extended: the law that counts here allows none, or the first term is over,"
        " or the new day lies outside of what it allows."
    )


class WordsMissing(SoukError):
    code = "rights.words_missing"
    message = _("Write what it is about, so that we can answer.")


class ContactMissing(SoukError):
    code = "rights.contact_missing"
    message = _("Enter an account, an e-mail address, a telephone number or a postal address for the answer.")


class ReceivedLater(SoukError):
    code = "rights.received_later"
    message = _("The day of receipt lies in the future.")


class CodeWrong(SoukError):
    code = "rights.code_wrong"
    message = _("This code is not right. Look at the newest message from us.")


class CodeOver(Conflict):
    code = "rights.code_over"
    message = _("This code has run out. Ask for a new one.")


class CodeLimit(SoukError):
    code = "rights.code_limit"
    http_status = 429
    message = _("We have sent several codes already. Wait an hour, then ask again.")


class NoAddress(Conflict):
    code = "rights.no_address"
    message = _("No known e-mail address stands in this request. Call back on the number that we know.")


class TooFast(SoukError):
    code = "rights.too_fast"
    http_status = 429
    message = _("That was very many in a short time. Wait a little, then try again.")


class NothingToCorrect(SoukError):
    code = "rights.nothing_to_correct"
    message = _("Say what is wrong and what is right.")


class DecisionsOpen(Conflict):
    code = "rights.decisions_open"
    message = _("Decide on each correction first.")


class EvidenceRefused(SoukError):
    code = "rights.evidence_refused"
    message = _("Send a PDF, JPEG or PNG file of at most 5 MB.")


class NobodyToErase(Conflict):
    code = "rights.nobody_to_erase"
    message = _("Nothing is held about this person: there is nothing to erase.")
