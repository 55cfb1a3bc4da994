"""Proof for an authority or a court: every answer of a person with the words they saw, as a CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, Final

from django.utils.translation import gettext as _

from compliance.consents.enums import Means
from compliance.consents.models import Consent

BOM: Final = "\ufeff"  # a spreadsheet reads Arabic as UTF-8 only with it
STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Consent]) -> str:
    """The oldest first; a cell that a spreadsheet would run as a formula is quoted."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(_header())
    for row in rows:
        writer.writerow([safe(cell) for cell in _cells(row)])
    return BOM + sheet.getvalue()


def safe(cell: object) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


def _header() -> list[str]:
    return [
        _("Number"),
        _("Account"),
        _("Purpose"),
        _("Answer"),
        _("Time (UTC)"),
        _("Means"),
        _("Version of the words"),
        _("Language of the words"),
        _("Title shown"),
        _("Words shown"),
        _("Hash of the words (SHA-256)"),
        _("Part of the network address"),
        _("Browser"),
        _("Written down by account"),
        _("Guardian’s confirmation"),
        _("Note"),
        _("Request"),
    ]


def _cells(row: Consent) -> list[Any]:
    text, guardian = row.text, row.guardianship
    return [
        row.pk,
        row.user_id or "",
        row.purpose,
        _("given") if row.given else _("withdrawn or refused"),
        f"{row.at:%Y-%m-%dT%H:%M:%SZ}",
        Means(row.means).label,
        text.version if text else "",
        text.language if text else "",
        text.title if text else "",
        text.text if text else "",
        text.sha256 if text else "",
        row.ip_prefix,
        row.agent,
        row.actor_id or "",
        f"{guardian.verified_at:%Y-%m-%dT%H:%M:%SZ}" if guardian and guardian.verified_at else "",
        row.note,
        row.request_id,
    ]
