"""From the contract to the finished work: signed, paid stage by stage, handed over, accepted, or not."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from commissions.contracts import services as contracts
from commissions.contracts.enums import DisputeReason
from commissions.contracts.models import Contract, Milestone
from commissions.models import Proposal
from commissions.progress import services as progress
from commissions.progress.enums import NamingForm
from marketplace.demo.sales import pay

if TYPE_CHECKING:
    from accounts.models import User
    from commissions.demo.plan import Entry

GROUND: Final = ("#E9DFC8", "#C9A36B", "#8C4A2F")
ALL: Final = 3
DAY: Final = timedelta(days=1)


def build(
    entry: Entry, proposal: Proposal, collector: User, artist: User, *, since: datetime, now: datetime
) -> None:
    contract = contracts.offer(proposal=proposal, now=since)
    if entry.state == "awarded":
        return
    for person in (collector, artist):
        version = contract.versions.order_by("-number")[0]
        contract = contracts.accept_contract(version=version, by=person, language="ar", now=since + DAY)
    work = _Work(contract, collector, artist, since + 2 * DAY, now)
    accepted = (
        ALL if entry.state == "completed" else ALL - 1 if entry.state == "delivered" else entry.accepted
    )
    for at in range(accepted):
        work.whole(at, of=accepted)
    _leave(entry, work, accepted)
    if entry.named is not None:
        _finish(entry, contract, collector, artist, now)


def _leave(entry: Entry, work: _Work, accepted: int) -> None:
    """Where it stands today."""
    if entry.state == "completed":
        return
    if entry.state != "in_progress" or entry.funded > accepted:
        work.fund(accepted, work.now - 3 * DAY)
    if entry.state in {"delivered", "disputed"}:
        work.submit(accepted, work.now - 2 * DAY)
    if entry.state == "disputed":
        contracts.open_dispute(
            contract=work.contract,
            by=work.collector,
            reason=DisputeReason.NOT_AS_AGREED,
            text="اتفقنا على ذهب مطفأ كما في المخطط، وما وصل لامع.",
            now=work.now - DAY,
        )
    if entry.state == "cancelled":
        contracts.cancel(contract=work.contract, by=work.collector, note="أُلغيت الحملة.", now=work.now - DAY)


def _finish(entry: Entry, contract: Contract, collector: User, artist: User, now: datetime) -> None:
    """The collector says how to be named, and the work enters the catalogue."""
    commission = contract.commission
    commission.refresh_from_db()
    form = NamingForm.NAMED if entry.named else NamingForm.PRIVATE
    names = {"name_ar": "ليلى العبدالله", "name_en": "Layla Al-Abdullah"} if entry.named else {}
    progress.give_consent(commission=commission, by=collector, form=form, now=now, **names)
    progress.catalogue_work(commission=commission, by=artist, now=now)


class _Work:
    def __init__(
        self, contract: Contract, collector: User, artist: User, since: datetime, now: datetime
    ) -> None:
        self.contract, self.collector, self.artist = contract, collector, artist
        self.since, self.now = since, now

    def whole(self, at: int, *, of: int) -> None:
        """Paid, handed over and accepted; the stages lie evenly between the contract and last week."""
        span = (self.now - 6 * DAY - self.since) / max(of, 1)
        begin = self.since + span * at
        self.fund(at, begin)
        self.submit(at, begin + span * 0.6)
        contracts.accept(milestone=self._milestone(at), by=self.collector, now=begin + span * 0.8)

    def fund(self, at: int, moment: datetime) -> None:
        order = contracts.fund(milestone=self._milestone(at), by=self.collector, now=moment)
        pay(order, moment + timedelta(minutes=6))
        order.refresh_from_db()
        contracts.mark_funded(order=order, now=moment + timedelta(minutes=6))

    def submit(self, at: int, moment: datetime) -> None:
        contracts.submit(
            milestone=self._milestone(at),
            by=self.artist,
            text="هذه صور المرحلة، وأنتظر ملاحظاتكم.",
            files=[_picture(self.contract.pk, at)],
            now=moment,
        )

    def _milestone(self, at: int) -> Milestone:
        return self.contract.milestones.order_by("position")[at]


def _picture(seed: int, stage: int) -> ContentFile[bytes]:
    """Bands that grow with the work: enough to see which stage it is."""
    image = Image.new("RGB", (1200, 900), GROUND[0])
    pen = ImageDraw.Draw(image)
    for band in range((stage + 1) * 6):
        left = (band * 173 + seed * 61) % 1200
        colour = GROUND[1 + (band + seed) % 2]
        pen.polygon(
            [(left, 900), (left + 140, 900), (left + 70, 820 - (band * 97 + seed * 13) % 700)], fill=colour
        )
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue(), name=f"stage-{stage + 1}.jpg")
