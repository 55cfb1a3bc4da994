"""Who is at the money desk, and for whom. An outsider is told that there is nothing here."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from accounts.requests import SignedIn
from orders.models import Seller
from orders.payouts import rules
from orders.queries import sellers_of


class Desk:
    """The seller that `?seller=` names, else the first of the person's own; Http404 where it is none."""

    def __init__(self, request: SignedIn) -> None:
        self.sellers: list[Seller] = list(sellers_of(request.user))
        self.seller = self._chosen(request.GET.get("seller", ""))
        self.user = request.user

    def _chosen(self, asked: str) -> Seller:
        for seller in self.sellers:
            if not asked or seller.slug == asked:
                return seller
        raise Http404

    @property
    def query(self) -> str:
        """Goes behind every address of the desk; nothing where there is one seller only."""
        return f"?seller={self.seller.slug}" if len(self.sellers) > 1 else ""

    def context(self, tab: str, **more: Any) -> dict[str, Any]:
        return {
            "seller": self.seller,
            "sellers": self.sellers,
            "query": self.query,
            "tab": tab,
            "owner": rules.may_change_account(self.user, self.seller),
            **more,
        }


def download(content: bytes, name: str, mime: str) -> HttpResponse:
    """A file to keep; it is the person's own and lies in no cache."""
    response = HttpResponse(content, content_type=mime)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
