"""The line of provenance in the catalogue follows the collector's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commissions.progress import queries
from commissions.progress.models import NamingConsent
from commissions.progress.provenance import Line, first_line, rewritten
from compliance import audit
from marketplace import services as market

if TYPE_CHECKING:
    from accounts.models import User
    from commissions.models import Commission


def line_of(consent: NamingConsent | None, *, year: int) -> Line:
    """What may be said now."""
    if consent is None or not consent.in_force:
        return first_line(year=year)
    return first_line(year=year, name_ar=consent.name_ar, name_en=consent.name_en)


def follow_consent(*, commission: Commission, by: User, before: NamingConsent | None) -> bool:
    """Writes the line anew where the work is in the catalogue; the commission is locked. False: nothing to do.

    `before` is the consent that ended: its name leaves every line of the provenance, whoever wrote it.
    """
    finished, certificate = queries.finished_of(commission), queries.certificate_of(commission)
    if finished is None or certificate is None:
        return False
    line = line_of(queries.consent_of(commission), year=certificate.year)
    names = (before.name_ar, before.name_en) if before else ("", "")
    work = finished.artwork
    market.update_artwork(
        artwork=work,
        by=None,
        provenance_ar=rewritten(
            work.provenance_ar or "", old=finished.provenance_ar, new=line.ar, names=names
        ),
        provenance_en=rewritten(
            work.provenance_en or "", old=finished.provenance_en, new=line.en, names=names
        ),
    )
    finished.provenance_ar, finished.provenance_en = line.ar, line.en
    finished.save(update_fields=["provenance_ar", "provenance_en"])
    audit.record("progress.work.provenance_changed", subject=finished, actor=by)
    return True
