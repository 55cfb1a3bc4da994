"""Mails that need consent: whether they are wanted, and the way out that each of them carries (RFC 8058)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from compliance.consents import queries
from compliance.consents.parties import Party, address_hash
from compliance.consents.purposes import MAIL_OPENS
from compliance.rights.queries import is_restricted
from mailing.models import EmailMessage

SALT: Final = "mailing.unsubscribe"
WITHDRAWN: Final = "The reader does not agree to this kind of mail."
ONE_CLICK: Final = "List-Unsubscribe=One-Click"


@dataclass(frozen=True, slots=True)
class WayOut:
    """What a link says: which purpose, of which account (None without one), of which address (its keyed hash)."""

    purpose: str
    user_id: int | None
    address: str


def wanted(purpose: str, *, user_id: int | None, address: str) -> bool:
    """Whether a mail of this purpose may go out now: agreed to, and the person's data not restricted meanwhile.

    Two queries, none for mails that need no consent.
    """
    if not purpose:
        return True
    if user_id is not None:
        return queries.account_allows(user_id, purpose) and not is_restricted(user_id)
    return queries.allows_address(address, purpose)


def still_wanted(message: EmailMessage) -> bool:
    return wanted(message.purpose, user_id=message.user_id, address=message.to_address)


def may_watch(message: EmailMessage) -> bool:
    """Whether it may be noted that the reader opens this mail: only mails they agreed to, and only if they said so."""
    if not message.purpose or message.user_id is None:
        return False
    return queries.account_allows(message.user_id, MAIL_OPENS)


def way_out(purpose: str, *, user_id: int | None, address: str, language: str) -> str:
    """The full address that ends mails of this purpose; "" for mails that need no consent.

    It names the account by number and the address by its hash, so that it works after the account is gone.
    """
    if not purpose:
        return ""
    token = signing.dumps([purpose, user_id, address_hash(address)], salt=SALT)
    with override(language):
        return f"{settings.SITE_URL}{reverse('mailing:unsubscribe', args=[token])}"


def headers(url: str) -> dict[str, str]:
    """For the reader's mail program: one press, without a page."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": ONE_CLICK} if url else {}


def read(token: str) -> WayOut | None:
    """What a link says; None for one that is not ours. Links do not grow old."""
    try:
        purpose, user_id, address = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return WayOut(str(purpose), None if user_id is None else int(user_id), str(address))


def party_of(link: WayOut, find: Any) -> Party:
    """Whose wish it is. `find(pk)` gives the account or None: then the address alone stands for the reader."""
    user = None if link.user_id is None else find(link.user_id)
    return Party(user=user, address=link.address)
