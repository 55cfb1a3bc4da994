"""The finished work enters the catalogue, with its provenance begun."""

from __future__ import annotations

import io
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from commissions import queries as commission_queries
from commissions.enums import Licence
from commissions.progress import events, locks, pictures, queries, rules
from commissions.progress.exceptions import ConsentMissing, FinishedAlready, NotFinished, NotYours
from commissions.progress.models import FinishedWork
from commissions.progress.services import certifying, tracing
from compliance import audit
from core import clock
from marketplace import services as market
from marketplace.imaging.exceptions import UploadRefused
from marketplace.imaging.services import store_upload
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User
    from commissions.models import Commission, Proposal
    from commissions.progress.models import Certificate
    from marketplace.models import Artwork

HOLDER: Final = "commission"
FACTS: Final = tuple(field.name for field in fields(certifying.WorkFacts))


@transaction.atomic
def catalogue_work(*, commission: Commission, by: User, now: datetime | None = None) -> FinishedWork:
    """Makes a work of the catalogue out of a completed commission: as a draft of its artist, sold, with the
    pictures of what was accepted where the licence leaves them to the artist. Locks the commission.

    The certificate is signed with it where there is none. Raises NotYours, NotFinished, ConsentMissing,
    FinishedAlready.
    """
    locked = locks.commission(commission.pk)
    if rules.side_of(by, locked) is not Side.SELLER:
        raise NotYours
    proposal = commission_queries.awarded_proposal(locked)
    if proposal is None or not rules.may_sign(by, locked):
        raise NotFinished
    if queries.finished_of(locked) is not None:
        raise FinishedAlready
    consent = locks.consent(locked)
    if consent is None:
        raise ConsentMissing
    certificate = certifying.issue_certificate(commission=locked, by=by, now=now)
    line = tracing.line_of(consent, year=certificate.year)
    artwork = _work(locked, proposal, certificate, by, provenance_ar=line.ar, provenance_en=line.en)
    if may_show_pictures(proposal):
        _hang(artwork, locked, certificate, by)
    row = FinishedWork.objects.create(
        commission=locked,
        artwork=artwork,
        provenance_ar=line.ar,
        provenance_en=line.en,
        made_by=by,
        made_at=now or clock.now(),
    )
    audit.record("progress.work.catalogued", subject=row, actor=by, after={"artwork": artwork.pk})
    events.tell("catalogued", subject=row.pk, key=f"catalogued:{row.pk}")
    return row


def may_show_pictures(proposal: Proposal) -> bool:
    """With all rights of use the collector has those to its pictures too; every other licence leaves them."""
    return proposal.licence != Licence.FULL


def _work(
    commission: Commission, proposal: Proposal, certificate: Certificate, by: User, **provenance: str
) -> Artwork:
    facts: dict[str, Any] = {name: getattr(certificate, name) for name in FACTS}
    if commission.medium_group:
        facts["medium_group"] = commission.medium_group
    artwork = market.create_artwork(
        seller=proposal.seller,
        by=by,
        artist=proposal.artist or getattr(proposal.seller, "artist", None),
        category=commission.category,
        currency=proposal.currency,
        city=commission.city,
        antiquity="no",
        **facts,
        **provenance,  # type: ignore[arg-type]  # two texts
    )
    return market.mark_sold(artwork=artwork, source=f"{HOLDER}:{commission.number}", by=None)


def _hang(artwork: Artwork, commission: Commission, certificate: Certificate, by: User) -> None:
    """What cannot be shown in the catalogue (too small, say) is left out; the artist may add better ones."""
    for data in pictures.accepted_of(commission):
        try:
            image = store_upload(file=io.BytesIO(data), uploaded_by=by)
        except UploadRefused:
            continue
        market.add_image(
            artwork=artwork, image=image, by=by, alt_ar=certificate.title_ar, alt_en=certificate.title_en
        )
