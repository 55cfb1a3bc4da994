"""Devices by name, sealed secrets, the choices of the profile, requests of providers' settings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import override

from accounts import secrets
from accounts.devices import describe
from accounts.forms.choices import ZONES, currency_choices, zone_choices, zone_label
from accounts.validators import known_zones
from config.settings.integrations import accounts as integration


@pytest.mark.parametrize(
    ("says", "name"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Gecko/20100101 Firefox/130.0", "Firefox, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18 Mobile Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/130 Safari/537 Edg/130", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) SamsungBrowser/26 Chrome/120 Mobile", "Samsung Internet, Android"),
        ("curl/8", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_device_has_a_name(says: str, name: str) -> None:
    with override("en"):
        assert describe(says) == name


def test_a_sealed_secret_opens_with_the_sites_key_and_its_older_ones(settings: Any) -> None:
    sealed = secrets.seal("JBSWY3DP")
    assert "JBSWY3DP" not in sealed
    assert secrets.unseal(sealed) == "JBSWY3DP"
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "the next one"
    assert secrets.unseal(sealed) == "JBSWY3DP"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(InvalidToken):
        secrets.unseal(sealed)


def test_every_offered_zone_exists_and_is_named_in_both_languages() -> None:
    assert set(ZONES) <= known_zones()
    assert len(set(ZONES)) == len(ZONES)
    with override("en"):
        assert zone_label("Asia/Riyadh") == "Riyadh (UTC+3)"
        assert zone_label("Asia/Kolkata") == "Kolkata (UTC+5:30)"
    with override("ar"):
        assert zone_label("Asia/Riyadh") == "الرياض (UTC+3)"
        assert dict(currency_choices())["SAR"] == "ريال سعودي (SAR)"


def test_the_zone_that_one_has_is_offered_too() -> None:
    assert zone_choices("Asia/Kathmandu")[0][0] == "Asia/Kathmandu"
    assert [zone for zone, _ in zone_choices("Asia/Dubai")] == list(ZONES)


def test_providers_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert integration._apps("GOOGLE") == []
    monkeypatch.setenv("GOOGLE_CLIENT_ID", "id")
    with pytest.raises(ImproperlyConfigured, match="GOOGLE_CLIENT_SECRET"):
        integration._apps("GOOGLE")
    monkeypatch.setenv("GOOGLE_CLIENT_SECRET", "secret")
    assert integration._apps("GOOGLE") == [{"client_id": "id", "secret": "secret"}]


def test_apple_signs_with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert integration._apple() == []
    for name in ("CLIENT_ID", "KEY_ID", "TEAM_ID", "PRIVATE_KEY"):
        monkeypatch.setenv(f"APPLE_{name}", name.lower())
    assert integration._apple() == [
        {
            "client_id": "client_id",
            "secret": "key_id",
            "key": "team_id",
            "settings": {"certificate_key": "private_key"},
        }
    ]


def test_any_openid_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    house = {"id": "h", "name": "H", "server_url": "https://h", "client_id": "c", "secret": "s"}
    monkeypatch.setenv("OPENID_PROVIDERS", json.dumps([house]))
    assert integration._openid() == [
        {
            "provider_id": "h",
            "name": "H",
            "client_id": "c",
            "secret": "s",
            "settings": {"server_url": "https://h", "oauth_pkce_enabled": True},
        }
    ]


@pytest.mark.parametrize("rubbish", ["{", "3", '[{"id": "h"}]', '["h"]'])
def test_rubbish_in_the_environment_is_loud(monkeypatch: pytest.MonkeyPatch, rubbish: str) -> None:
    monkeypatch.setenv("OPENID_PROVIDERS", rubbish)
    with pytest.raises(ImproperlyConfigured, match="OPENID_PROVIDERS"):
        integration._openid()


def test_the_signing_key_is_made_once_for_its_owner_only(tmp_path: Any) -> None:
    path = tmp_path / "var" / "jwt_key.pem"
    first = integration.kept_signing_key(path)
    assert integration.kept_signing_key(path) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert load_pem_private_key(first.encode(), None).key_size == 2048  # type: ignore[union-attr]
