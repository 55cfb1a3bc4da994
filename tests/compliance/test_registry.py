"""The registry of personal data: nothing that points at a person is forgotten."""

# ruff: noqa: DJ008

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models
from django.test.utils import isolate_apps

from compliance import checks, registry
from compliance.enums import Basis

TEXT = {"purpose": "p", "basis": Basis.CONTRACT, "retention": 30, "export": "e", "erase": "x"}


@pytest.fixture
def own_registry(monkeypatch):
    """Declarations of this test only."""
    monkeypatch.setattr(registry, "_declared", {})
    monkeypatch.setattr(registry, "_exempt", {})


@pytest.fixture
def world(monkeypatch):
    """The registry sees the given models and the user, as if they were the whole site."""

    def see(*seen):
        everything = [get_user_model(), *seen]
        monkeypatch.setattr(
            registry, "apps", SimpleNamespace(get_models=lambda: everything, get_model=apps.get_model)
        )

    return see


def test_the_whole_site_is_declared():
    assert [model._meta.label for model in registry.undeclared()] == []
    assert checks.personal_data_is_declared() == []
    assert checks.declarations_are_true() == []


def test_a_declaration_that_is_taken_away_is_missed(monkeypatch):
    without = {label: declared for label, declared in registry._declared.items() if label != "accounts.user"}
    monkeypatch.setattr(registry, "_declared", without)
    (error,) = checks.personal_data_is_declared()
    assert (error.id, error.obj, error.is_serious()) == ("compliance.E001", get_user_model(), True)
    assert error.msg == "accounts.User points at a person but no privacy.py declares it."


@isolate_apps("compliance")
def test_every_kind_of_relation_is_a_path(own_registry, world):
    user = get_user_model()

    class Required(models.Model):
        person = models.ForeignKey(user, models.CASCADE)

        class Meta:
            app_label = "compliance"

    class Optional(models.Model):
        person = models.ForeignKey(user, models.SET_NULL, null=True)

        class Meta:
            app_label = "compliance"

    class Single(models.Model):
        person = models.OneToOneField(user, models.CASCADE)

        class Meta:
            app_label = "compliance"

    class Many(models.Model):
        people = models.ManyToManyField(user)

        class Meta:
            app_label = "compliance"

    class Child(Required):
        class Meta:
            app_label = "compliance"

    class Stranger(models.Model):
        word = models.TextField()

        class Meta:
            app_label = "compliance"

    world(Required, Optional, Single, Many, Child, Stranger)
    registry.declare(model="compliance.Required", subject="person", fields=[], **TEXT)
    found = [model.__name__ for model in registry.pointing_models()]
    assert found == ["User", "Child", "Many", "Optional", "Required", "Single"]
    assert [model.__name__ for model in registry.undeclared()] == [
        "User",
        "Child",
        "Many",
        "Optional",
        "Single",
    ]


@isolate_apps("compliance")
def test_required_links_carry_the_path_on_and_an_exemption_ends_it(own_registry, world):
    user = get_user_model()

    class Purchase(models.Model):
        buyer = models.ForeignKey(user, models.CASCADE)

        class Meta:
            app_label = "compliance"

    class Line(models.Model):
        purchase = models.ForeignKey(Purchase, models.CASCADE)

        class Meta:
            app_label = "compliance"

    class Remark(models.Model):
        line = models.OneToOneField(Line, models.CASCADE)

        class Meta:
            app_label = "compliance"

    class Loose(models.Model):
        purchase = models.ForeignKey(Purchase, models.SET_NULL, null=True)

        class Meta:
            app_label = "compliance"

    world(Purchase, Line, Remark, Loose)
    names = lambda: [model.__name__ for model in registry.pointing_models()]  # noqa: E731
    registry.declare(model="accounts.User", subject="self", fields=[], **TEXT)
    assert names() == ["User", "Line", "Purchase"]
    registry.declare(model="compliance.Line", subject="purchase__buyer", fields=[], **TEXT)
    assert names() == ["User", "Line", "Purchase", "Remark"]
    registry.declare(model="compliance.Remark", subject="line__purchase__buyer", fields=[], **TEXT)
    assert [model.__name__ for model in registry.undeclared()] == ["Purchase"]
    registry.exempt("compliance.Purchase", "about the thing")
    assert names() == ["User", "Purchase"]
    assert registry.undeclared() == []


def test_a_model_is_declared_once(own_registry):
    registry.declare(model="auth.Group", subject="", fields=[], **TEXT)
    for again in (
        lambda: registry.declare(model="auth.group", subject="", fields=[], **TEXT),
        lambda: registry.exempt("auth.Group", "x"),
    ):
        with pytest.raises(ValueError, match="declared already"):
            again()


def test_wrong_names_are_found(own_registry):
    registry.declare(model="auth.Group", subject="", fields=["name", "colour"], **TEXT)
    registry.declare(model="auth.Grupp", subject="", fields=[], **TEXT)
    registry.exempt("nowhere.Model", "x")
    found = {error.msg for error in checks.declarations_are_true()}
    assert {error.id for error in checks.declarations_are_true()} == {"compliance.E002"}
    assert found == {
        "The privacy declaration of auth.Group is wrong: there is no field colour.",
        "The privacy declaration of auth.Grupp is wrong: there is no such model.",
        "The privacy declaration of nowhere.model is wrong: there is no such model.",
    }


def test_personal_fields_are_the_written_ones(own_registry):
    registry.declare(
        model="accounts.User", subject="self", fields=["email", "name", "stage", "date_joined", "id"], **TEXT
    )
    assert registry.personal_fields(get_user_model()()) == {"email", "name"}
    assert registry.personal_fields(None) == frozenset()
