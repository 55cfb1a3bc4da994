"""Signing in with an OpenID provider: the whole code flow against a real one, and each way it must be refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.mail import EmailMessage
from django.test import Client

from accounts.enums import Role
from accounts.models import User
from compliance.models import AuditEntry
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/en/account/oidc/house/login/"
CALLBACK = "http://testserver/en/account/oidc/house/login/callback/"
SCRIPT = Path(__file__).with_name("provider.py")


@dataclass
class Provider:
    url: str
    directory: Path

    def lies_about(self, what: str) -> None:
        (self.directory / "lie").write_text(what)

    def is_honest(self) -> None:
        (self.directory / "lie").unlink(missing_ok=True)

    def send_back(self, authorize_url: str) -> str:
        """What the person's browser does there: sign in, agree, come back to this address."""
        with requests.Session() as browser:
            browser.get(f"{self.url}/enter/", timeout=60).raise_for_status()
            answer = browser.get(authorize_url, allow_redirects=False, timeout=60)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["Location"])


@pytest.fixture(scope="module")
def running_provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    directory = tmp_path_factory.mktemp("provider")
    command = [sys.executable, str(SCRIPT), str(directory), CALLBACK]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={"PATH": "/usr/bin:/bin"}
    ) as process:
        assert process.stdout
        port = process.stdout.readline().strip()
        assert port, "the provider did not start"
        yield Provider(f"http://127.0.0.1:{port}", directory)
        process.terminate()


@pytest.fixture
def provider(running_provider: Provider, settings: Any) -> Provider:
    running_provider.is_honest()
    settings.SOCIALACCOUNT_REQUESTS_TIMEOUT = 60  # a busy machine is no broken provider
    app = {
        "provider_id": "house",
        "name": "The House",
        "client_id": "art-souk",
        "secret": "not a secret at all",
        "settings": {"server_url": running_provider.url, "oauth_pkce_enabled": True},
    }
    providers = settings.SOCIALACCOUNT_PROVIDERS
    settings.SOCIALACCOUNT_PROVIDERS = {
        **providers,
        "openid_connect": {**providers["openid_connect"], "APPS": [app]},
    }
    return running_provider


def _begin(client: Client, **fields: str) -> str:
    response = client.post(LOGIN, fields)
    assert response.status_code == 302
    return response.headers["Location"]


def _round(client: Client, provider: Provider, **fields: str) -> Any:
    return client.get(provider.send_back(_begin(client, **fields)))


def _is_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_a_button_stands_for_each_configured_provider_only(client: Client, provider: Provider) -> None:
    page = client.get("/en/account/login/").content.decode()
    assert page.count("Continue with") == 1
    assert "Continue with The House" in page


def test_without_configuration_there_is_no_button(client: Client) -> None:
    assert "Continue with" not in client.get("/en/account/login/").content.decode()
    assert client.post(LOGIN).status_code == 404


def test_we_ask_with_state_and_a_code_challenge(client: Client, provider: Provider) -> None:
    asked = parse_qs(urlsplit(_begin(client)).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["code_challenge"][0]) == 43
    assert len(asked["state"][0]) >= 16
    assert (asked["response_type"], asked["redirect_uri"]) == (["code"], [CALLBACK])


def test_a_new_person_comes_in_with_name_and_confirmed_address(client: Client, provider: Provider) -> None:
    response = _round(client, provider)
    assert response.headers["Location"].startswith("/en/account/role/")
    user = User.objects.get()
    assert (user.email, user.name_en, user.language) == ("lamya@provider.example", "Lamya Rashid", "en")
    assert EmailAddress.objects.get().verified
    assert not user.has_usable_password()
    assert _is_in(client)
    assert not SocialToken.objects.exists()
    assert AuditEntry.objects.filter(action="accounts.user.signed_up").count() == 1
    assert list(user.stage_changes.order_by("pk").values_list("after", flat=True))[-1] == "active"


def test_the_second_time_is_the_same_account(client: Client, provider: Provider) -> None:
    _round(client, provider)
    other = Client()
    _round(other, provider)
    assert User.objects.count() == SocialAccount.objects.count() == 1
    assert _is_in(other)


def test_an_address_that_has_an_account_is_not_taken_over(
    client: Client, provider: Provider, mailoutbox: list[EmailMessage]
) -> None:
    owner = UserFactory(email="lamya@provider.example")
    _round(client, provider)
    assert not _is_in(client)
    assert not SocialAccount.objects.exists()
    assert list(User.objects.all()) == [owner]


def test_its_owner_connects_it_after_signing_in(
    client: Client, provider: Provider, mailoutbox: list[EmailMessage]
) -> None:
    owner = UserFactory(email="lamya@provider.example", roles=[Role.COLLECTOR])
    client.force_login(owner)
    _round(client, provider, process="connect")
    assert SocialAccount.objects.get().user == owner
    assert [mail.subject for mail in mailoutbox] == ["A provider was connected"]
    assert AuditEntry.objects.filter(action="accounts.provider.connected").count() == 1
    other = Client()
    assert _round(other, provider).headers["Location"] == "/en/desk/"


@pytest.mark.parametrize("lie", ["signature", "issuer", "audience", "expired", "unsigned", "missing"])
def test_a_token_that_does_not_hold_lets_nobody_in(client: Client, provider: Provider, lie: str) -> None:
    provider.lies_about(lie)
    page = _round(client, provider)
    assert "The provider did not let us in" in page.content.decode()
    assert not _is_in(client)
    assert not User.objects.exists()


def test_the_control_an_honest_token_passes_the_same_way(client: Client, provider: Provider) -> None:
    provider.lies_about("nothing")
    _round(client, provider)
    assert _is_in(client)


def test_a_state_of_another_browser_is_refused(client: Client, provider: Provider) -> None:
    stolen = provider.send_back(_begin(client))
    victim = Client()
    victim.get(stolen)
    assert not _is_in(victim)
    assert not User.objects.exists()


def test_a_changed_state_is_refused(client: Client, provider: Provider) -> None:
    back = provider.send_back(_begin(client))
    client.get(back.replace("state=", "state=x"))
    assert not _is_in(client)


def test_a_code_works_once_and_only_with_its_verifier(client: Client, provider: Provider) -> None:
    back = provider.send_back(_begin(client))
    code = parse_qs(urlsplit(back).query)["code"][0]
    other = Client()
    own = parse_qs(urlsplit(_begin(other)).query)["state"][0]
    other.get(f"{CALLBACK}?code={code}&state={own}")  # another's code with one's own verifier
    assert not _is_in(other)


def test_who_says_no_at_the_provider_is_told_kindly(client: Client, provider: Provider) -> None:
    state = parse_qs(urlsplit(_begin(client)).query)["state"][0]
    response = client.get(f"{CALLBACK}?error=access_denied&state={state}", follow=True)
    assert "Nothing has happened." in response.content.decode()
    assert not _is_in(client)


def test_next_leads_home_and_nowhere_else(client: Client, provider: Provider) -> None:
    _round(client, provider)
    user = User.objects.get()
    user.role_grants.create(role=Role.COLLECTOR)
    assert _round(Client(), provider, next="/en/works/").headers["Location"] == "/en/works/"
    assert _round(Client(), provider, next="https://evil.example/").headers["Location"] == "/en/desk/"
