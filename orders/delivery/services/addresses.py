"""The address book: saved, deleted, and which one is the usual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from compliance import audit
from core.bidi import clean_line
from orders.addresses import PostalAddress, checked
from orders.delivery import locks
from orders.delivery.exceptions import AddressBookFull, AddressUnknown
from orders.delivery.models import Address

if TYPE_CHECKING:
    from accounts.models import User

LIMIT: Final = 20


@transaction.atomic
def save_address(
    *,
    user: User,
    values: Mapping[str, object] | PostalAddress,
    label: str = "",
    is_default: bool = False,
    address: Address | None = None,
) -> Address:
    """A new address, or `address` with other words; the first one of a person becomes the usual one.

    Locks the person. Raises AddressInvalid (a sentence a field), AddressBookFull, AddressUnknown.
    """
    postal = checked(values.as_dict() if isinstance(values, PostalAddress) else values)
    book = locks.address_book(user)
    row = _row(user, book, address)
    for field, value in _columns(postal).items():
        setattr(row, field, value)
    row.label = clean_line(label)[:60]
    row.updated_at = timezone.now()
    if is_default or not any(one.is_default for one in book if one.pk != row.pk):
        _give_up_default(book, row)
        row.is_default = True
    row.save()
    audit.record("delivery.address.saved", subject=row, actor=user, after={"country": row.country})
    return row


@transaction.atomic
def delete_address(*, user: User, address: Address) -> None:
    """Orders keep their own copy. The newest of the others becomes the usual one. Raises AddressUnknown."""
    book = locks.address_book(user)
    row = _row(user, book, address)
    audit.record("delivery.address.deleted", subject=row, actor=user)
    row.delete()
    left = sorted((one for one in book if one.pk != address.pk), key=lambda one: one.updated_at)
    if row.is_default and left:
        Address.objects.filter(pk=left[-1].pk).update(is_default=True)


@transaction.atomic
def make_default(*, user: User, address: Address) -> Address:
    """Raises AddressUnknown."""
    book = locks.address_book(user)
    row = _row(user, book, address)
    _give_up_default(book, row)
    row.is_default = True
    row.save(update_fields=["is_default"])
    return row


def _row(user: User, book: list[Address], address: Address | None) -> Address:
    if address is None:
        if len(book) >= LIMIT:
            raise AddressBookFull(limit=LIMIT)
        return Address(user=user)
    found = next((one for one in book if one.pk == address.pk), None)
    if found is None:
        raise AddressUnknown
    return found


def _give_up_default(book: list[Address], row: Address) -> None:
    others = [one.pk for one in book if one.is_default and one.pk != row.pk]
    Address.objects.filter(pk__in=others).update(is_default=False)


def _columns(postal: PostalAddress) -> dict[str, str]:
    return {field: getattr(postal, field) for field in PostalAddress.__dataclass_fields__}
