"""What the records of processing hold about people: which officer wrote them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from compliance.registry import exempt

exempt("records.Version", _("Which officer wrote a version of the records: the act of an office."))
