"""Who is in the studio: an owner, and Charlie, who has a studio of their own."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.factories.accounts import UserFactory
from tests.factories.orders import SellerFactory


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def seller(owner):
    return SellerFactory(owner=owner, slug="mine", verified_at=timezone.now())


@pytest.fixture
def mine(client_for, owner, seller):
    return client_for(owner)


@pytest.fixture
def theirs(client_for):
    charlie = UserFactory()
    SellerFactory(owner=charlie, slug="another")
    return client_for(charlie)
