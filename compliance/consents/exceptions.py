"""What the consent room refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, NotFound, SoukError


class PurposeUnknown(NotFound):
    code = "consents.purpose_unknown"
    message = _("There is no purpose called %(name)s.")


class WordsChanged(Conflict):
    code = "consents.words_changed"
    message = _(
        "The words of this question have changed since you opened the page. Read them and choose again."
    )


class GuardianNeeded(Denied):
    code = "consents.guardian_needed"
    message = _(
        "You are not eighteen yet: your parent or guardian has to agree to this. Ask them from your page."
    )


class GuardianMissing(Conflict):
    code = "consents.guardian_missing"
    message = _("Tell us the e-mail address of your parent or guardian first.")


class GuardianRefused(SoukError):
    code = "consents.guardian_refused"
    message = _("Give the address of your parent or guardian, which is not your own.")


class BirthDateRefused(SoukError):
    code = "consents.birth_date_refused"
    message = _("Give a date of birth in the past, of somebody under eighteen.")


class CodeWrong(SoukError):
    code = "consents.code_wrong"
    message = _("This code is not right. Look into the letter again.")


class CodeSpent(Conflict):
    code = "consents.code_spent"
    message = _("This question has been answered, or its code is too old. Ask for a new letter.")


class AskedTooOften(Conflict):
    code = "consents.asked_too_often"
    message = _("A letter is on its way to your guardian already. Wait an hour before you send another one.")


class NoteNeeded(SoukError):
    code = "consents.note_needed"
    message = _("Write down how and when the person told you.")
