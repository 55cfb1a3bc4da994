"""Everything private that one person and their seller can have, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from accounts.enums import Role
from accounts.models import User
from commissions.contracts.models import Contract
from tests.factories import (
    admission,
    aftercare,
    agenda,
    checkout,
    contracts,
    delivery,
    imaging,
    invoicing,
    mailing,
    memberships,
    payments,
)
from tests.factories.accounts import UserFactory
from tests.factories.marketplace import ArtworkFactory
from tests.factories.orders import SellerFactory
from tests.factories.progress import talk_of


@dataclass
class World:
    """`lamya` buys, `noura` sells; `given` is what their addresses name, by route."""

    lamya: User
    noura: User
    given: list[tuple[re.Pattern[str], dict[str, Any]]] = field(default_factory=list)

    def has(self, routes: str, **values: Any) -> None:
        self.given.append((re.compile(routes), values))

    def values(self, route: str) -> dict[str, Any] | None:
        return next((values for pattern, values in self.given if pattern.fullmatch(route)), None)


def world() -> World:
    noura, lamya = UserFactory(roles=[Role.ARTIST]), UserFactory(roles=[Role.COLLECTOR])
    made = World(lamya, noura)
    seller = SellerFactory(owner=noura)
    _commissioned(made)
    _bought(made, seller)
    _paying(made)
    _booked(made)
    _studio(made, seller)
    return made


def _bought(made: World, seller: Any) -> None:
    case = aftercare.case_of(aftercare.delivered(made.lamya, seller=seller))
    made.has(r"aftercare:photo", number=case.number, pk=1)
    made.has(r"aftercare:new|(api:)?orders?:.*|api:order.*|checkout:order", number=case.order.number)
    made.has(r"aftercare:(case|act)", number=case.number, verb="withdraw")
    shipment = delivery.shipment_under_way(delivery.order_to_send(made.lamya, seller=seller))
    number = shipment.order.number
    made.has(r"delivery:order_action", number=number, action="prepare")
    made.has(r"delivery:(confirm|label|slip)", pk=shipment.pk)
    made.has(r"delivery:proof", pk=shipment.pk, kind="photo")
    made.has(r"delivery:shipment_action", pk=shipment.pk, action="delivered")
    address = delivery.address_of(made.lamya)
    made.has(r"delivery:address.*|api:address", pk=address.pk)
    made.has(r"invoicing:.*", uuid=invoicing.invoice_of(buyer=made.lamya).uuid)
    opened = checkout.checkout_of(user=made.lamya)
    made.has(r"checkout:(checkout|address|delivery|review|placed|pay|again|orders)", key=opened.key)
    offer = checkout.offer_of(buyer=made.lamya)
    made.has(r"checkout:offer-answer", pk=offer.pk, move="withdraw")
    made.has(r"checkout:offer", pk=offer.pk)
    made.has(r"checkout:offer-terms", seller=seller.pk)
    made.has(r"memberships:.*", pk=memberships.membership_of(made.lamya).pk)
    made.has(r"mailing:notice", pk=mailing.NotificationFactory(user=made.lamya).pk)
    mail = mailing.EmailMessageFactory()
    made.has(r"mailing:(mail.*|template_restore)", pk=mail.pk)


def _paying(made: World) -> None:
    moved = payments.transfer(buyer=made.lamya)
    made.has(r"payments:(proof|transfer_staff)", pk=moved.pk)
    paid = payments.direct(buyer=made.lamya)
    made.has(r"payments:(method|switch)", pk=paid.seller.ways_to_pay.get().pk)
    made.has(r"payments:(direct|decide)", reference=paid.payment.reference)
    made.has(r"payments:(refund|again)", pk=1)
    made.has(r"payments:.*", reference=moved.payment.reference)


def _commissioned(made: World) -> None:
    by = made.noura
    milestone = contracts.submitted_milestone(commission__collector=made.lamya, by=by)
    contract: Contract = milestone.contract
    made.lamya, proposal = contract.collector, contract.proposal
    made.has(r"contracts:(version|paper)", pk=contract.pk, number=1)
    made.has(r"contracts:evidence", pk=contract.pk, evidence=1)
    made.has(r"(contracts|api):(milestone.*|fund|submit|revise)", pk=milestone.pk)
    made.has(r"contracts:picture", pk=1, size="s")
    made.has(r"(contracts|api):(?!decide).*contract.*|contracts:(?!decide).*", pk=contract.pk)
    made.has(r"contracts:decide", pk=1)
    number = contract.commission.number
    talk = talk_of(proposal)
    made.has(r"(progress|api):conversation-?.*|progress:(news|read|attachment)", pk=talk.pk, file=1)
    made.has(r"progress:talk", number=number, slug=contract.seller.slug)
    made.has(r"progress:certificate-check", code="none")
    made.has(r"progress:.*", number=number)
    made.has(r"commissions:(proposal|proposal-.*|award)", number=number, pk=proposal.pk, verb="withdraw")
    made.has(r"commissions:answer", number=number, pk=1)
    made.has(r"commissions:screening.*", pk=contract.commission.pk, verb="pass")
    made.has(r"commissions:.*", number=number, token="none", verb="close")
    made.has(r"api:commission.*", number=number)
    made.has(r"api:proposal.*", pk=proposal.pk)


def _booked(made: World) -> None:
    door = admission.door()
    ticket = door.ticket(booker=made.lamya)
    code = ticket.registration.code
    label = f"{code}-{ticket.number}"
    made.has(r"booking:(register|waiting.*)", run_pk=door.run.pk)
    made.has(r"booking:transfer-(accept|decline)", token="t" * 43)
    made.has(r"booking:.*|api:registration.*|agenda:registration-ics", code=code, number=1)
    made.has(r"admission:(ticket.*|certificate-pdf|feedback|material)", label=label, pk=1)
    made.has(r"admission:(door|scan|read|sync|list|undo)", pk=door.session.pk)
    made.has(r"admission:verify", code="none")
    made.has(r"admission:.*", pk=door.run.pk, ticket=ticket.pk, certificate=1, material=1, ending="xlsx")
    made.has(r"admission:statement-file", pk=door.run.pk, ending="pdf")
    made.has(r"api:run-.*", pk=door.run.pk)
    made.has(r"agenda:feed.*", pk=agenda.FeedFactory().pk, verb="pause")
    made.has(r"workshops:studio-(run.*)", pk=door.run.pk)
    made.has(r"workshops:studio-event.*|workshops:studio-venue-add", pk=door.event.pk)
    made.has(r"workshops:studio-ticket", pk=door.event.ticket_types.get().pk)


def _studio(made: World, seller: Any) -> None:
    work = ArtworkFactory(seller=seller)
    picture = work.images.create(image=imaging.ImageFactory(ready=True), position=1)
    made.has(r"marketplace:studio-image-(edit|move)", pk=picture.pk)
    made.has(r"marketplace:studio-import-preview", token="6f1f0f0e-3a52-4d0b-9d5c-6a3f0c9b7a11")
    made.has(r"marketplace:studio-.*", pk=work.pk)
    made.has(r"marketplace:artwork-.*|api:artwork", pk=work.pk, slug="x")
