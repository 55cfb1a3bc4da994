"""The artist's word that the work is theirs, as a numbered certificate."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from commissions import queries as commission_queries
from commissions.progress import events, locks, queries, rules
from commissions.progress.exceptions import NotFinished, NotYours, TitleMissing
from commissions.progress.models import Certificate
from compliance import audit
from core import clock
from core.bidi import clean_line
from marketplace.imports.cells import is_arabic
from orders.enums import Side

if TYPE_CHECKING:
    from accounts.models import User
    from commissions.models import Commission, Proposal

LETTERS: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What the certificate says of the work; sides in centimetres."""

    title_ar: str
    title_en: str
    medium_ar: str
    medium_en: str
    year: int
    height_cm: Decimal | None = None
    width_cm: Decimal | None = None
    depth_cm: Decimal | None = None


def facts_of(commission: Commission) -> WorkFacts:
    """As it was asked for: what the artist starts from."""
    medium = commission.medium
    arabic = is_arabic(medium)
    ended = commission.ended_at
    return WorkFacts(
        title_ar=commission.title_ar or "",
        title_en=commission.title_en or "",
        medium_ar=medium if arabic else "",
        medium_en="" if arabic else medium,
        year=(timezone.localtime(ended) if ended else timezone.localtime()).year,
        height_cm=commission.height_cm,
        width_cm=commission.width_cm,
        depth_cm=commission.depth_cm,
    )


@transaction.atomic
def issue_certificate(
    *, commission: Commission, by: User, facts: WorkFacts | None = None, now: datetime | None = None
) -> Certificate:
    """Signed once, by the artist's people, when the commission is completed. Locks the commission.

    Again: the certificate of the first time. Raises NotYours, NotFinished, TitleMissing.
    """
    locked = locks.commission(commission.pk)
    if rules.side_of(by, locked) is not Side.SELLER:
        raise NotYours
    if not rules.may_sign(by, locked):
        raise NotFinished
    if known := queries.certificate_of(locked):
        return known
    said = _cleaned(facts or facts_of(locked))
    if not (said.title_ar or said.title_en):
        raise TitleMissing
    artist_ar, artist_en = names_of_maker(commission_queries.awarded_proposal(locked))
    row = Certificate.objects.create(
        commission=locked,
        code=new_code(),
        artist_ar=artist_ar,
        artist_en=artist_en,
        issued_by=by,
        issued_at=now or clock.now(),
        **asdict(said),
    )
    audit.record("progress.certificate.issued", subject=row, actor=by, after={"code": row.code})
    events.tell("certificate", subject=row.pk, key=f"certificate:{row.pk}")
    return row


def names_of_maker(proposal: Proposal | None) -> tuple[str, str]:
    """The artist's name in both languages; the seller's own where no artist stands behind it."""
    if proposal is None:
        return "", ""
    seller = proposal.seller
    maker = proposal.artist or getattr(seller, "artist", None) or seller
    return maker.name_ar or "", maker.name_en or ""


def new_code() -> str:
    """60 bits of chance: nobody guesses the address of somebody else's certificate."""
    groups = ("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(3))
    return "-".join(["CA", *groups])


def _cleaned(facts: WorkFacts) -> WorkFacts:
    texts = {
        name: clean_line(getattr(facts, name))[:400]
        for name in ("title_ar", "title_en", "medium_ar", "medium_en")
    }
    return WorkFacts(**{**asdict(facts), **texts})
