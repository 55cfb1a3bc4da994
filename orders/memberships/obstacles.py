"""What must end in memberships before an account can be erased: a membership that runs on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from compliance import obstacles
from compliance.obstacles import Obstacle
from orders.alone import last_owned
from orders.memberships.enums import MembershipState
from orders.memberships.models import Membership

RUNNING = (MembershipState.PENDING, MembershipState.ACTIVE, MembershipState.PAST_DUE)


def of_memberships(user: Any) -> Iterator[Obstacle]:
    """Those that would be renewed; a cancelled one may run out without its holder."""
    own = Q(user=user) | Q(seller__in=last_owned(user))
    for membership in Membership.objects.filter(own, state__in=RUNNING).select_related("tier").order_by("pk"):
        text = _("Your membership %(tier)s is running: cancel it first.") % {"tier": membership.tier}
        yield Obstacle("memberships.running", text, reverse("memberships:membership", args=[membership.pk]))


def register() -> None:
    obstacles.register("memberships", of_memberships)
