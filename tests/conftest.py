"""Fixtures that every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.core.fixtures import django_db_modify_db_settings, django_db_setup, run_outbox  # noqa: F401
from tests.looking import give_reasons
from tests.second_factor import show_second_factor

user_logged_in.connect(show_second_factor)
user_logged_in.connect(give_reasons)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their length: a compressed file holds the time, and every worker needs the same names."""
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _fresh_cache(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rate limits and cached pages of one test are none of the next one's business."""
    yield
    if {"db", "transactional_db", "client"} & set(request.fixturenames):
        cache.clear()


@pytest.fixture(autouse=True)
def _language_of_nobody() -> Iterator[None]:
    """A test that switches the language leaves it as it was."""
    before = translation.get_language()
    yield
    if before:
        translation.activate(before)
    else:
        translation.deactivate_all()


@pytest.fixture
def arabic() -> Iterator[None]:
    with translation.override("ar"):
        yield


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def password_only() -> Iterator[None]:
    """`force_login` opens a session in which nothing was confirmed and no second factor shown."""
    user_logged_in.disconnect(show_second_factor)
    yield
    user_logged_in.connect(show_second_factor)


@pytest.fixture
def no_reason() -> Iterator[None]:
    """Staff who sign in have not said why they open people's records."""
    user_logged_in.disconnect(give_reasons)
    yield
    user_logged_in.connect(give_reasons)


@pytest.fixture
def client_for() -> Callable[..., Client]:
    """`client_for(user)`: a browser in which that person is signed in; without one, a visitor's."""

    def signed_in(user: object | None = None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    return signed_in
