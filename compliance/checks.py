"""The start fails while a model holds personal data that nobody has declared."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core import checks
from django.core.exceptions import FieldDoesNotExist

from compliance import machine, registry


@checks.register(checks.Tags.models)
def personal_data_is_declared(**_kwargs: Any) -> list[checks.CheckMessage]:
    """compliance.E001: a model with a path to a person is neither declared nor exempt."""
    return [
        checks.Error(
            f"{model._meta.label} points at a person but no privacy.py declares it.",
            hint="Call compliance.registry.declare(...) or exempt(model, reason) in the app's privacy.py.",
            obj=model,
            id="compliance.E001",
        )
        for model in registry.undeclared()
    ]


@checks.register(checks.Tags.models)
def declarations_are_true(**_kwargs: Any) -> list[checks.CheckMessage]:
    """compliance.E002: a declaration names a model or a field that does not exist."""
    found: list[checks.CheckMessage] = []
    for declaration in registry.declarations():
        found += [_error(declaration.model, problem) for problem in _problems(declaration)]
    for label in registry.exemptions():
        if not _exists(label):
            found.append(_error(label, "there is no such model"))
    return found


def _problems(declaration: registry.Declaration) -> list[str]:
    if not _exists(declaration.model):
        return ["there is no such model"]
    model = apps.get_model(declaration.model)
    problems = []
    for name in declaration.fields:
        try:
            model._meta.get_field(name)
        except FieldDoesNotExist:
            problems.append(f"there is no field {name}")
    return problems


def _exists(label: str) -> bool:
    try:
        apps.get_model(label)
    except (LookupError, ValueError):
        return False
    return True


def _error(label: str, problem: str) -> checks.Error:
    return checks.Error(f"The privacy declaration of {label} is wrong: {problem}.", id="compliance.E002")


@checks.register(checks.Tags.models)
def declarations_can_be_carried_out(**_kwargs: Any) -> list[checks.CheckMessage]:
    """compliance.E003: a declaration without a deed, or one that the machine cannot carry out."""
    return [
        checks.Error(
            f"The privacy declaration of {declaration.model} cannot be carried out: {problem}.",
            hint="compliance.registry.declare and compliance.deeds say what a deed, a path and a guard are.",
            id="compliance.E003",
        )
        for declaration in registry.declarations()
        if _exists(declaration.model)
        for problem in machine.problems(declaration)
    ]
