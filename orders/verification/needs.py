"""What a seller must see to about its papers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from orders.attention import Need
from orders.models import Seller
from orders.verification import queries

if TYPE_CHECKING:
    from accounts.models import User

SOON = timedelta(days=30)


def of_papers(seller: Seller, _user: User) -> Iterable[Need]:
    """One query: papers that run out within a month."""
    today = timezone.localdate()
    if count := queries.valid(today).filter(seller=seller, expires_on__lte=today + SOON).count():
        title = ngettext("A paper of yours runs out soon", "Papers of yours run out soon", count)
        yield Need(count, title, "", reverse("verification:papers"))
