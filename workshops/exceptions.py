"""What workshops refuse, in words that say what to do."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import Conflict, Denied, SoukError


class NotYours(Denied):
    code = "workshops.not_yours"
    message = _("Only the people of this studio or gallery may do this.")


class SoldOut(Conflict):
    """`left` seats of the run can still be taken."""

    code = "workshops.sold_out"
    message = _("There are not enough seats any more: %(left)s left.")

    def __init__(self, *, left: int, **params: Any) -> None:
        super().__init__(left=left, **params)
        self.left = left


class TypeSoldOut(Conflict):
    """`left` tickets of the type can still be taken, whatever room the run has."""

    code = "workshops.type_sold_out"
    message = _("There are not enough tickets of the kind “%(name)s” any more: %(left)s left.")

    def __init__(self, *, left: int, name: str, ticket_type: int, **params: Any) -> None:
        super().__init__(left=left, name=name, ticket_type=ticket_type, **params)
        self.left = left
        self.ticket_type = ticket_type


class NotOpen(Conflict):
    code = "workshops.not_open"
    message = _("Nobody can register for this any more.")


class UnknownTicket(SoukError):
    code = "workshops.unknown_ticket"
    message = _("This ticket does not belong to this event. Reload the page and choose again.")
