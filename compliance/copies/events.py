"""Audit actions of the copies, and the topics of their outbox messages."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from compliance.audit import register

ORDERED = register("copies.copy.ordered", _("Copy of personal data ordered"))
READY = register("copies.copy.ready", _("Copy of personal data ready"))
FAILED = register("copies.copy.failed", _("Copy of personal data failed"))
FETCHED = register("copies.copy.fetched", _("Copy of personal data downloaded"))
EXPIRED = register("copies.copy.expired", _("Copy of personal data deleted"))
CODE_SENT = register("copies.code.sent", _("Code for a copy of personal data sent"))
CODE_WRONG = register("copies.code.wrong", _("Wrong code for a copy of personal data"))

MAKE: Final = "copies.make"
TELL: Final = "copies.tell"
CLEAR: Final = "copies.clear"
