"""What the copies refuse, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, NotFound, SoukError


class CopyMissing(NotFound):
    code = "copies.missing"
    message = _("There is no such copy. Perhaps it was deleted after its seven days; order a new one.")


class OrderedTooOften(Conflict):
    """Params: `limit`."""

    code = "copies.too_often"
    message = _(
        "You have ordered %(limit)s copies since yesterday. Download one of them, or try again tomorrow."
    )


class NobodyNamed(SoukError):
    """Neither an account nor an address."""

    code = "copies.nobody"
    message = _("Say whose data shall be copied: an account or an e-mail address.")


class CodeWrong(SoukError):
    code = "copies.code_wrong"
    message = _("This code is not right, or its ten minutes are over. Ask for a new one.")


class FileDamaged(Conflict):
    """The stored file is not what was written."""

    code = "copies.damaged"
    message = _("The file cannot be read any more. Order a new copy; we are sorry.")
