"""M-Pesa: the question on the buyer's telephone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from core import clock
from orders import services
from orders.enums import FailureReason
from orders.models import Payment
from orders.payments.breaker import Breaker
from orders.payments.clients.mpesa import MpesaProvider, phone_of
from orders.payments.exceptions import AlreadyDecided, OutOfOrder
from orders.payments.models import PhoneCharge
from orders.providers import ProviderRefused, ProviderSilent

# A question stands on the telephone for about a minute; after that a lost one may be asked again.
STANDS: Final = timedelta(minutes=2)


def ask_phone(*, payment: Payment, phone: str, now: datetime | None = None) -> PhoneCharge:
    """Puts the question on the telephone, once; a second press while it stands there asks nothing.

    Its silence leaves the payment unknown, its refusal ends it. Raises PhoneInvalid, OutOfOrder, AlreadyDecided.
    """
    number = phone_of(phone)
    if not Breaker(MpesaProvider.code).lets_pass:
        raise OutOfOrder(name=MpesaProvider.name)
    moment = now or clock.now()
    charge, to_ask = _claimed(payment, number, moment)
    if not to_ask:
        return charge
    try:
        names = MpesaProvider().push(payment, number, now=moment)
    except ProviderSilent:
        services.mark_silent(payment=payment)
    except ProviderRefused as error:
        services.fail_payment(payment=payment, reason=FailureReason.REFUSED, note=str(error))
    else:
        charge.merchant_request, charge.checkout_request = names
        charge.save(update_fields=["merchant_request", "checkout_request"])
    return charge


@transaction.atomic
def _claimed(payment: Payment, number: str, now: datetime) -> tuple[PhoneCharge, bool]:
    """The charge, and whether it is for us to ask: of two presses at once the row belongs to one."""
    if not Payment.objects.get(pk=payment.pk).status.open:
        raise AlreadyDecided
    charge, new = PhoneCharge.objects.get_or_create(
        payment=payment, defaults={"phone": number, "asked_at": now}
    )
    if new:
        return charge, True
    lost = PhoneCharge.objects.filter(
        pk=charge.pk, checkout_request="", asked_at=charge.asked_at, asked_at__lt=now - STANDS
    )
    again = bool(lost.update(phone=number, asked_at=now))
    charge.refresh_from_db()
    return charge, again
