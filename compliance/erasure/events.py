"""Audit codes of erasure and retention."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("erasure.erasure.proposed", _("Erasure proposed"))
audit.register("erasure.erasure.approved", _("Erasure approved"))
audit.register("erasure.erasure.refused", _("Erasure refused"))
audit.register("erasure.erasure.started", _("Erasure begun"))
audit.register("erasure.erasure.done", _("Erasure carried out"))
audit.register("erasure.erasure.failed", _("Erasure stopped"))
audit.register("erasure.erasure.resumed", _("Erasure resumed"))
audit.register("erasure.erasure.replayed", _("Erasure repeated after a restore"))
audit.register("erasure.erasure.passed_again", _("Second pass of an erasure made"))
audit.register("erasure.hold.placed", _("Legal hold placed"))
audit.register("erasure.hold.released", _("Legal hold released"))
audit.register("erasure.recipient.told", _("Recipient told of an erasure"))
audit.register("erasure.recipient.answered", _("Recipient's answer noted"))
audit.register("erasure.retention.run", _("Retention rules carried out"))
