"""What the catalogue tells the rooms below it: a bought work beside its bill, the studio on the desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from accounts import desk
from marketplace import queries, shown
from marketplace.models import Artwork
from marketplace.services.buying import SOURCE
from marketplace.studio import attention_of, register_tab
from orders import sources
from orders.memberships.queries import register_enjoyment
from orders.queries import sellers_of

if TYPE_CHECKING:
    from accounts.models import User


def register() -> None:
    """Called once, from `ready()`."""
    sources.register(SOURCE, bought_works)
    register_enjoyment(queries.shown_beyond_free)
    register_tab("sales", _("Sales"), "orders:sales")
    register_tab("money", _("Money"), "payouts:home")
    desk.register(
        "studio",
        _("My studio"),
        "marketplace/desk_studio.html",
        studio_section,
        60,
        count=studio_count,
        empty=desk.Empty(
            _("You have no studio yet"),
            _("Artists and galleries sell from a studio: works, prices and pictures in one place."),
            "accounts:role",
            _("Choose a role"),
        ),
    )


def bought_works(ids: list[int]) -> Mapping[int, sources.SourceCard]:
    """The works of orders, with their pictures: two queries however many."""
    works = shown.hung(shown.for_cards(Artwork.objects.filter(pk__in=ids)))
    return {
        work.pk: sources.SourceCard(
            "marketplace/partials/_bought_work.html",
            work.get_absolute_url() if work.is_public else "",
            {"work": work},
        )
        for work in works
    }


def studio_count(user: User) -> int:
    """Works of all the sellers that the person acts for."""
    return Artwork.objects.filter(seller__in=sellers_of(user).values("pk")).count()


def studio_section(user: User) -> dict[str, Any]:
    rooms = [
        {
            "seller": seller,
            "counts": queries.state_counts(seller),
            "attention": attention_of(seller),
        }
        for seller in sellers_of(user)
    ]
    return {"rooms": rooms}
