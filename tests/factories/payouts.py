"""Accounts, balances and batches for tests, made through the services like real ones."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Permission

from accounts.models import User
from core import clock
from orders import ledger
from orders import services as orders_services
from orders.enums import Account, MemberRole, OrderState
from orders.ledger import Row
from orders.models import Order, Seller
from orders.payouts import services
from orders.payouts.models import BankAccount, Payout, PayoutBatch
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.orders import SellerFactory, paid_order

IBAN = "SA0380000000608010167519"
OTHER_IBAN = "SA4420000001234567891234"
_events = iter(range(1, 10_000_000))


def owner_of(seller: Seller) -> User:
    """The first owner; one is made where there is none."""
    member = seller.memberships.filter(role=MemberRole.OWNER).select_related("user").first()
    if member is None:
        member = seller.memberships.create(user=UserFactory())
    return member.user


def officer(*names: str) -> User:
    """Staff with these permissions of payouts."""
    person = StaffFactory()
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="payouts", codename__in=names)
    )
    return User.objects.get(pk=person.pk)


def maker() -> User:
    return officer("make_payoutbatch", "view_payoutbatch", "view_payout")


def approver() -> User:
    return officer("approve_payoutbatch", "view_payoutbatch", "view_payout")


def checker() -> User:
    return officer("verify_bankaccount", "view_bankaccount")


def account_of(seller: Seller, *, iban: str = IBAN, checked: bool = True, **given: Any) -> BankAccount:
    terms = {"holder": "مؤسسة أطلال للفنون", "bank_name": "Al Rajhi Bank", **given}
    account = services.change_account(seller=seller, by=owner_of(seller), iban=iban, **terms)
    return services.check_account(account=account, by=checker()) if checked else account


def due(seller: Seller, minor: int, currency: str = "SAR", account: Account = Account.SELLER) -> None:
    """So much more is due to a seller (below zero: less), booked against suspense."""
    rows = [Row(account, -minor, seller=seller), Row(Account.SUSPENSE, minor)]
    ledger.book(f"test:{next(_events)}", rows, currency=currency, now=clock.now())


def ready_seller(minor: int = 500_000, currency: str = "SAR", **given: Any) -> Seller:
    """A seller with a checked account to whom something is due."""
    seller: Seller = SellerFactory(**given)
    account_of(seller)
    due(seller, minor, currency)
    return seller


def drafted(*sellers: Seller, currency: str = "SAR", by: User | None = None) -> PayoutBatch:
    return services.make_batch(currency=currency, by=by or maker(), sellers=sellers or None)


def sent(*sellers: Seller, currency: str = "SAR") -> PayoutBatch:
    batch = drafted(*sellers, currency=currency)
    person = approver()
    services.approve_batch(batch=batch, by=person)
    return services.send_batch(batch=batch, by=person)


def payout_of(batch: PayoutBatch, seller: Seller) -> Payout:
    return Payout.objects.get(batch=batch, seller=seller)


def completed_order(buyer: Any = None, **given: Any) -> Order:
    """Paid, delivered, and the days for returning over: its money is due to the seller."""
    order = paid_order(buyer, **given)
    orders_services.advance(order=order, to=OrderState.DELIVERED, by=None)
    order.refresh_from_db()
    later = (order.withdraw_until or clock.now()) + timedelta(minutes=1)
    orders_services.complete_order(order=order, now=later)
    order.refresh_from_db()
    return order
