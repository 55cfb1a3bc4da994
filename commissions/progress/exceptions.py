"""What conversations and finished works refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class ConversationMissing(NotFound):
    code = "progress.conversation_missing"
    message = _("There is no such conversation.")


class NotYours(Denied):
    code = "progress.not_yours"
    message = _("This step is for the other side, not for you.")


class NotInvited(Denied):
    code = "progress.not_invited"
    message = _("You can write to the collector once you are invited or have sent a proposal.")


class TalkOver(Conflict):
    code = "progress.talk_over"
    message = _("This conversation has ended. You can still read it.")


class WordsMissing(SoukError):
    code = "progress.words_missing"
    message = _("Write a message, or choose a file to send.")


class TooFast(SoukError):
    code = "progress.too_fast"
    http_status = 429
    message = _("You are sending messages very quickly. Wait a minute and send it again.")


class TooManyFiles(SoukError):
    code = "progress.too_many_files"
    message = _("One message carries up to %(limit)s files.")


class FileTooHeavy(SoukError):
    code = "progress.file_too_heavy"
    message = _("“%(name)s” is larger than %(limit)s MB. Send a smaller file.")


class FileUnknown(SoukError):
    code = "progress.file_unknown"
    message = _("“%(name)s” is neither a picture nor a PDF that we can read. Send JPEG, PNG, WebP or PDF.")


class PaperDamaged(SoukError):
    code = "progress.paper_damaged"
    message = _("“%(name)s” is damaged. Save it as a PDF again and send it once more.")


class PaperLocked(SoukError):
    code = "progress.paper_locked"
    message = _("“%(name)s” is locked by a password. Send it without one.")


class PaperActive(SoukError):
    code = "progress.paper_active"
    message = _(
        "“%(name)s” holds scripts or media that act by themselves. Print it to a plain PDF and send that."
    )


class PaperCarriesFiles(SoukError):
    code = "progress.paper_carries_files"
    message = _("“%(name)s” carries other files inside. Send each file by itself.")


class PaperTooLong(SoukError):
    code = "progress.paper_too_long"
    message = _("“%(name)s” has too many pages or parts. Send up to %(limit)s pages.")


class NotFinished(Conflict):
    code = "progress.not_finished"
    message = _("This is possible once the commission is completed.")


class ConsentMissing(Conflict):
    code = "progress.consent_missing"
    message = _("The collector has not yet said how to be named. Ask first.")


class NameMissing(SoukError):
    code = "progress.name_missing"
    message = _("Enter the name as it is to stand there, in Arabic or in English.")


class FinishedAlready(Conflict):
    code = "progress.finished_already"
    message = _("This work is in the catalogue already.")


class TitleMissing(SoukError):
    code = "progress.title_missing"
    message = _("Enter the title in Arabic or in English.")


class WordsTooLong(SoukError):
    code = "progress.words_too_long"
    message = _("A message has up to %(limit)s characters. Send it in two.")
