"""Ending sessions: one's own, never another's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts import services
from accounts.exceptions import SessionUnknown
from accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client_for: Callable[..., Client]) -> Callable[[User], tuple[Client, UserSession]]:
    def sign_in(user: User) -> tuple[Client, UserSession]:
        browser = client_for(user)
        session = UserSession.objects.create(
            user=user,
            session_key=browser.session.session_key,
            ip="10.0.0.1",
            user_agent="Firefox/130 Windows",
        )
        return browser, session

    return sign_in


def test_an_ended_session_is_signed_out(signed_in: Callable[[User], tuple[Client, UserSession]]) -> None:
    user = UserFactory()
    here, _ = signed_in(user)
    there, other = signed_in(user)
    response = here.post(reverse("accounts:session_end", args=[other.pk]))
    assert response.headers["Location"] == reverse("usersessions_list")
    assert here.get(reverse("accounts:home")).status_code == 200
    assert there.get(reverse("accounts:home")).status_code == 302
    assert not UserSession.objects.filter(pk=other.pk).exists()


def test_an_outsider_ends_nothing(signed_in: Callable[[User], tuple[Client, UserSession]]) -> None:
    victim, charlie = UserFactory(), UserFactory()
    theirs, session = signed_in(victim)
    browser, _ = signed_in(charlie)
    browser.post(reverse("accounts:session_end", args=[session.pk]))
    with pytest.raises(SessionUnknown):
        services.end_session(user=charlie, session_id=session.pk)
    assert UserSession.objects.filter(pk=session.pk).exists()
    assert theirs.get(reverse("accounts:home")).status_code == 200


def test_a_get_ends_nothing(signed_in: Callable[[User], tuple[Client, UserSession]]) -> None:
    browser, session = signed_in(UserFactory())
    assert browser.get(reverse("accounts:session_end", args=[session.pk])).status_code == 405
    assert UserSession.objects.filter(pk=session.pk).exists()


def test_all_other_devices_at_once(signed_in: Callable[[User], tuple[Client, UserSession]]) -> None:
    user = UserFactory()
    here, mine = signed_in(user)
    there, _ = signed_in(user)
    here.post(reverse("usersessions_list"))
    assert list(UserSession.objects.values_list("pk", flat=True)) == [mine.pk]
    assert there.get(reverse("accounts:home")).status_code == 302
