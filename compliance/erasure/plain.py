"""Rows as the table has them: no manager of an app hides one, no translation layer turns a column into another."""

from __future__ import annotations

from typing import Any

from django.db import models


def rows(model: type[Any]) -> models.QuerySet[Any]:
    """Every row of the model."""
    found: models.QuerySet[Any] = models.QuerySet(model)
    return found
