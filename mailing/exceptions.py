"""What the mail room refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, NotFound, SoukError


class UnknownTemplate(NotFound):
    code = "mailing.unknown_template"
    message = _("There is no mail template called %(name)s.")


class WordingRefused(SoukError):
    code = "mailing.wording_refused"
    message = _("Only plain places such as {{ name }} may stand in a template: %(problem)s")


class UnknownPlace(SoukError):
    code = "mailing.unknown_place"
    message = _("This mail knows no place called %(name)s. It knows: %(known)s.")


class MarkupRefused(SoukError):
    code = "mailing.markup_refused"
    message = _("Leave out scripts, styles, forms and event attributes: a mail may not carry them.")


class NotCancellable(Conflict):
    code = "mailing.not_cancellable"
    message = _("This message has left already or is being sent, so it cannot be cancelled.")


class NotRequeueable(Conflict):
    code = "mailing.not_requeueable"
    message = _("This message has been delivered or is being sent, so it cannot be queued again.")


class NotWanted(Conflict):
    code = "mailing.not_wanted"
    message = _("The reader does not agree to this kind of mail any more, so it cannot be queued again.")


class ReportRefused(SoukError):
    code = "mailing.report_refused"
    message = _("This report is not signed by the provider, or it is too old.")
