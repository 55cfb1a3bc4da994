"""Who may bring in whose events, and who sees a link: the only place that decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from workshops import rules as programme
from workshops.booking import deadlines

if TYPE_CHECKING:
    from orders.models import Seller
    from workshops.models import Session


def is_staff(user: Any) -> bool:
    """Staff who look after the programme may bring in events for every seller."""
    return programme.is_programmer(user)


def may_import(user: Any, seller: Seller) -> bool:
    return programme.may_offer(user, seller)


def shows_link(session: Session, now: datetime) -> bool:
    """The link to join online, for people with a valid seat: when their registration's page shows it too."""
    online = session.run.event.online_url
    return bool(online) and deadlines.link_shown(now, session.starts_at, session.ends_at)
