"""Contracts for tests, made through the services like real ones."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from commissions.contracts import services
from commissions.contracts.models import Contract, Milestone
from core import clock
from orders import services as orders
from orders.enums import SellerKind
from orders.models import Order
from tests.factories.accounts import UserFactory
from tests.factories.commissions import awarded_proposal
from tests.factories.orders import SellerFactory, payment_of, report_of


def offered_contract(**given: Any) -> Contract:
    """Both sides are asked: 8,000 riyals in two milestones, 10% fee, two revisions. `given` is the proposal's."""
    now = given.pop("now", None)
    if "seller" not in given:
        given["by"] = given.get("by") or UserFactory()
        given["seller"] = SellerFactory(kind=SellerKind.ARTIST, owner=given["by"])
    return services.offer(proposal=awarded_proposal(**given), now=now)


def artist_of(contract: Contract) -> Any:
    """The owner of the artist's account."""
    return contract.seller.members.order_by("pk")[0]


def sign(contract: Contract, *, now: datetime | None = None) -> Contract:
    """Both sides accept the newest version."""
    version = contract.versions.order_by("-number")[0]
    for person in (contract.collector, artist_of(contract)):
        services.accept_contract(version=version, by=person, now=now)
    contract.refresh_from_db()
    return contract


def active_contract(**given: Any) -> Contract:
    """In force; its first milestone is to be paid."""
    now = given.get("now")
    return sign(offered_contract(**given), now=now)


def pay(order: Order, *, now: datetime | None = None) -> Order:
    """The bank's word, and what the outbox would do with it."""
    orders.settle_payment(report=report_of(payment_of(order)), now=now)
    order.refresh_from_db()
    services.mark_funded(order=order, now=now)
    order.refresh_from_db()
    return order


def funded_milestone(
    contract: Contract | None = None, *, now: datetime | None = None, **given: Any
) -> Milestone:
    """The one that was to be paid, paid."""
    found = contract or active_contract(now=now, **given)
    milestone = found.milestones.get(state="due")
    pay(services.fund(milestone=milestone, by=found.collector, now=now), now=now)
    return milestone_of(milestone)


def submitted_milestone(
    contract: Contract | None = None, *, now: datetime | None = None, **given: Any
) -> Milestone:
    """Paid and handed over with one picture."""
    milestone = funded_milestone(contract, now=now, **given)
    hand_over(milestone, now=now)
    return milestone_of(milestone)


def hand_over(milestone: Milestone, *, now: datetime | None = None) -> None:
    services.submit(
        milestone=milestone_of(milestone), by=artist_of(milestone.contract), files=[picture()], now=now
    )


def disputed_contract(**given: Any) -> Contract:
    """Handed over, and argued about by the collector."""
    milestone = submitted_milestone(**given)
    contract = milestone.contract
    services.open_dispute(
        contract=contract, by=contract.collector, reason="not_as_agreed", text="ليست كما اتفقنا"
    )
    contract.refresh_from_db()
    return contract


def milestone_of(milestone: Milestone) -> Milestone:
    """Read anew, with all that hangs on it."""
    rows = Milestone.objects.select_related(
        "contract__commission", "contract__seller", "contract__collector", "order"
    )
    return rows.get(pk=milestone.pk)


def picture(name: str = "work.jpg", *, side: int = 300, colour: str = "#8a5a3c") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (side, side * 3 // 4), colour).save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def outsider() -> Any:
    """Signed in, and of neither side."""
    return UserFactory()


def later(days: float) -> datetime:
    return clock.now() + timedelta(days=days)
