"""A person whose traces are everywhere in the house: the makers of this package leave them, model by model."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from compliance.subjects import Subject, subject_of
from orders.enums import MemberRole, SellerKind
from orders.models import Seller
from tests.factories.accounts import StaffFactory, UserFactory
from tests.factories.invoicing import FullSellerFactory
from tests.factories.marketplace import ArtistFactory, ArtworkFactory

Maker = Callable[["Life"], None]
MAKERS: dict[str, Maker] = {}
_numbers = itertools.count(1)
# A DateTimeField is a DateField too: it comes first.
PLAIN: dict[type, Callable[[], Any]] = {
    models.DateTimeField: timezone.now,
    models.DateField: timezone.localdate,
    models.JSONField: dict,
    models.BinaryField: bytes,
}


def makes(*labels: str) -> Callable[[Maker], Maker]:
    """The decorated function leaves rows of these models behind."""

    def remember(maker: Maker) -> Maker:
        for label in labels:
            assert label not in MAKERS, label
            MAKERS[label] = maker
        return maker

    return remember


@dataclass
class Life:
    """`word` stands in everything that this person says or is called; nobody else uses it."""

    word: str
    arabic: str
    made: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def user(self) -> Any:
        return UserFactory(
            email=f"{self.word}@{self.word}.example",
            name=f"{self.word.title()} Person",
            name_ar=f"{self.arabic} الشخص",
            name_en=f"{self.word.title()} Person",
        )

    @cached_property
    def seller(self) -> Seller:
        """The person's own seller: an artist who sells alone."""
        return FullSellerFactory(
            kind=SellerKind.ARTIST,
            owner=self.user,
            name_ar=f"مرسم {self.arabic}",
            name_en=f"Studio {self.word}",
            slug=f"studio-{self.word}",
        )

    @cached_property
    def artist(self) -> Any:
        return ArtistFactory(
            seller=self.seller,
            name_ar=f"{self.arabic} الفنان",
            name_en=f"{self.word.title()} Maker",
            slug=f"maker-{self.word}",
        )

    @cached_property
    def shop(self) -> Seller:
        """Somebody else's gallery, where the person buys."""
        return FullSellerFactory(owner=UserFactory())

    @cached_property
    def staff(self) -> Any:
        return StaffFactory(is_superuser=True)

    @property
    def subject(self) -> Subject:
        return subject_of(self.user)

    def work(self, **given: Any) -> Any:
        """A work of somebody else that the person may buy."""
        return ArtworkFactory(published=True, seller=self.shop, **given)

    def own_work(self, **given: Any) -> Any:
        return ArtworkFactory(published=True, seller=self.seller, artist=self.artist, **given)

    def live(self) -> None:
        """Every maker once, in the order in which they were written."""
        for maker in dict.fromkeys(MAKERS.values()):
            maker(self)


def owner_of(seller: Seller) -> Any:
    return seller.memberships.filter(role=MemberRole.OWNER).first().user


def row(label: str, **given: Any) -> Any:
    """A row with what its columns need and nothing else; guards of the table look away."""
    model = apps.get_model(label)
    values = {**_needed(model, given), **given}
    with pgtrigger.ignore(), transaction.atomic():
        return models.QuerySet(model).create(**values)


def _needed(model: type[models.Model], given: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        silent = column.null or column.has_default() or column.primary_key or column.generated
        if column.name in given or column.attname in given or silent or column.is_relation:
            continue
        if column.db_default is models.NOT_PROVIDED and not getattr(column, "auto_now_add", False):
            found[column.name] = _plain(column)
    return found


def _plain(column: models.Field[Any, Any]) -> Any:
    if column.choices:
        return next(value for value, _label in column.flatchoices if value)
    if isinstance(column, (models.CharField, models.TextField)):
        return f"{next(_numbers):064x}" if column.unique else ""
    return next((make() for kind, make in PLAIN.items() if isinstance(column, kind)), 1)
