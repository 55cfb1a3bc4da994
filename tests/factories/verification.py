"""Papers for tests, handed in through the services like real ones."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import Permission

from accounts.models import User
from orders.models import Seller
from orders.verification import services
from orders.verification.enums import PaperKind
from orders.verification.models import Paper
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.orders import SellerFactory

UNTIL = date(2030, 1, 1)


def moderator() -> User:
    person = StaffFactory()
    person.user_permissions.set(
        Permission.objects.filter(content_type__app_label="compliance", codename="moderate")
    )
    return person


def paper_of(seller: Seller | None = None, *, by: User | None = None, **given: Any) -> Paper:
    """Handed in by the first owner, who is made where there is none."""
    seller = seller or SellerFactory(owner=UserFactory())
    facts = {
        "kind": PaperKind.COMMERCIAL,
        "number": "1010123456",
        "name": "صالة حافظ",
        "expires_on": UNTIL,
    }
    return services.hand_in(seller=seller, by=by or seller.memberships.get().user, **{**facts, **given})
