"""Audit codes of the mail room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("mailing.message.read", _("Staff read a message"))
audit.register("mailing.message.cancelled", _("Message cancelled"))
audit.register("mailing.message.requeued", _("Message queued again"))
audit.register("mailing.wording.saved", _("Wording of a mail changed"))
audit.register("mailing.wording.withdrawn", _("Wording of a mail taken back"))
