"""What a clock on the wall shows: a time that belongs to a place, not to the world."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    Base = models.Field[datetime, datetime]
else:
    Base = models.Field


class WallTimeField(Base):
    """`timestamp without time zone`: kept beside the instant, which is reckoned from it and the run's zone."""

    description = "Time of a wall clock"

    def __init__(self, *args: Any, **options: Any) -> None:
        options["editable"] = False
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, options = super().deconstruct()
        options.pop("editable", None)
        return name, path, list(args), dict(options)

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        return "timestamp"

    def to_python(self, value: Any) -> datetime | None:
        return datetime.fromisoformat(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> datetime | None:
        wall = self.to_python(value)
        if wall is not None and wall.tzinfo is not None:
            raise ValueError("A wall clock knows no time zone.")
        return wall

    def value_to_string(self, obj: models.Model) -> str:
        wall = self.value_from_object(obj)
        return "" if wall is None else wall.isoformat()
