"""Audit codes of the calendar."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("agenda.key.made", _("Calendar address made or changed"))
audit.register("agenda.key.removed", _("Calendar address switched off"))
audit.register("agenda.feed.added", _("Calendar of somebody else added"))
audit.register("agenda.feed.stopped", _("Calendar of somebody else stopped"))
audit.register("agenda.feed.resumed", _("Calendar of somebody else followed again"))
audit.register("agenda.feed.removed", _("Calendar of somebody else removed"))
audit.register("agenda.item.accepted", _("Event of another calendar taken in"))
audit.register("agenda.item.ignored", _("Event of another calendar left out"))
