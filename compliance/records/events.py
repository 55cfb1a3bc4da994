"""Audit codes of the records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance import audit

audit.register("records.processor.seeded", _("Recipient of data taken from the settings"))
audit.register("records.processor.ended", _("Recipient of data not used any more"))
audit.register("records.processor.changed", _("Recipient of data changed"))
audit.register("records.activity.written", _("Processing record written"))
audit.register("records.activity.ended", _("Processing record ended"))
audit.register("records.activity.forgotten", _("Processing record deleted after its term"))
audit.register("records.assessment.opened", _("Assessment begun"))
audit.register("records.assessment.written", _("Assessment changed"))
audit.register("records.assessment.decided", _("Assessment decided"))
audit.register("records.assessment.withdrawn", _("Assessment withdrawn"))
audit.register("records.exported", _("Processing records exported"))
