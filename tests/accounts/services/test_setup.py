"""The first administrator: one key, one use, one admin."""

from __future__ import annotations

import threading
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from accounts import locks, queries, services
from accounts.enums import Role
from accounts.exceptions import SetupClosed, SetupKeyWrong
from accounts.models import SetupToken, User
from tests.factories.accounts import PASSWORD, AdminFactory, UserFactory

ADMIN = {"email": "Head@example.com", "password": PASSWORD, "name": "لمياء", "language": "ar"}


@pytest.mark.django_db
def test_only_the_digest_is_kept() -> None:
    token = services.make_setup_token()
    assert token
    assert token not in SetupToken.objects.get().digest


@pytest.mark.django_db
def test_the_key_makes_one_administrator_and_is_used_up() -> None:
    token = services.make_setup_token() or ""
    admin = services.create_first_admin(token=token, **ADMIN)
    assert (admin.email, admin.name_ar, admin.is_superuser, admin.is_staff) == (
        "head@example.com",
        "لمياء",
        True,
        True,
    )
    assert queries.roles_of(admin) == {Role.STAFF}
    assert admin.emailaddress_set.get().verified
    assert not SetupToken.objects.exists()
    with pytest.raises(SetupClosed):
        services.create_first_admin(token=token, **ADMIN)


@pytest.mark.django_db
def test_a_wrong_key_makes_nobody_and_leaves_the_right_one() -> None:
    token = services.make_setup_token() or ""
    for wrong in ("", "x", token[:-1], token + "x"):
        with pytest.raises(SetupKeyWrong):
            services.create_first_admin(token=wrong, **ADMIN)
    assert not User.objects.exists()
    services.create_first_admin(token=token, **ADMIN)


@pytest.mark.django_db
def test_a_new_key_replaces_the_old() -> None:
    old = services.make_setup_token() or ""
    services.make_setup_token()
    with pytest.raises(SetupKeyWrong):
        services.create_first_admin(token=old, **ADMIN)


@pytest.mark.django_db
def test_somebody_with_an_account_becomes_the_administrator() -> None:
    user = UserFactory(email="head@example.com")
    services.create_first_admin(token=services.make_setup_token() or "", **ADMIN)
    user.refresh_from_db()
    assert user.is_superuser
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_the_command_prints_an_address_until_there_is_an_admin(settings: object) -> None:
    settings.SITE_URL = "https://souk.example"  # type: ignore[attr-defined]
    out = StringIO()
    call_command("setup_token", stdout=out)
    address, key = out.getvalue().strip().split("?key=")
    assert address == "https://souk.example/ar/setup/"
    assert len(key) == 43
    AdminFactory()
    out = StringIO()
    call_command("setup_token", stdout=out)
    assert (out.getvalue(), SetupToken.objects.count()) == ("", 0)


def _race(token: str) -> list[str]:
    """Two people press the button at once; what each of them got."""
    gate = threading.Barrier(2)
    answers: list[str] = []

    def press(number: int) -> None:
        gate.wait()
        try:
            services.create_first_admin(token=token, **{**ADMIN, "email": f"head{number}@example.com"})
            answers.append("made")
        except SetupClosed:
            answers.append("closed")
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one() -> None:
    assert _race(services.make_setup_token() or "") == ["closed", "made"]
    assert User.objects.filter(is_superuser=True).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_at_once_make_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: it is the lock that keeps them apart."""
    both = threading.Barrier(2)

    def unlocked() -> SetupToken | None:
        kept = SetupToken.objects.filter(pk=1).first()
        both.wait()
        return kept

    monkeypatch.setattr(locks, "setup_token", unlocked)
    monkeypatch.setattr(SetupToken, "delete", lambda _self: None)
    assert _race(services.make_setup_token() or "") == ["made", "made"]
    assert User.objects.filter(is_superuser=True).count() == 2
