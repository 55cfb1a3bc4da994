"""A list of our own, and a registry that a test fills with what it needs."""

from __future__ import annotations

import pytest

from compliance import deeds, obstacles, registry
from compliance.enums import Basis
from compliance.erasure import papers


@pytest.fixture(autouse=True)
def replay_file(settings, tmp_path):
    settings.ERASURE_REPLAY_FILE = tmp_path / "outside" / "replay.jsonl"
    return settings.ERASURE_REPLAY_FILE


@pytest.fixture(autouse=True)
def quick_papers(request, monkeypatch):
    """Drawing takes a second a certificate; a test that looks at one asks for `real_papers`."""
    if "real_papers" not in request.fixturenames:
        monkeypatch.setattr(papers, "_pdf", lambda language, drawn: f"%PDF {language} {drawn.code}".encode())


@pytest.fixture
def real_papers():
    """Certificates are drawn."""


@pytest.fixture
def declare(monkeypatch):
    """An empty registry; `declare("app.Model", "user", deed, ...)` fills it. No obstacles but a test's own."""
    monkeypatch.setattr(registry, "_declared", {})
    monkeypatch.setattr(obstacles, "_finders", {})

    def one(model, subject, deed, **machine):
        fields = machine.pop("fields", [])
        registry.declare(
            model=model,
            subject=subject,
            fields=fields,
            purpose="-",
            basis=Basis.CONTRACT,
            retention="-",
            export="-",
            erase="-",
            deed=deed,
            **machine,
        )

    return one


@pytest.fixture
def clear_way(monkeypatch):
    """The real registry, nothing in the way."""
    monkeypatch.setattr(obstacles, "_finders", {})


BLANK_USER = deeds.blank(
    email=lambda user: f"erased-{user.pk}@erased.invalid", name="", name_ar="", name_en="", is_active=False
)


@pytest.fixture
def small(declare):
    """Three kinds of record."""
    declare("accounts.User", "self", BLANK_USER)
    declare("accounts.RoleGrant", "user", deeds.delete())
    declare("mailing.Notification", "user", deeds.delete())
