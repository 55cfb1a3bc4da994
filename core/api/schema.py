"""The schema of the API: what DRF and spectacular know, and the problems that every address may answer with."""

from __future__ import annotations

from typing import Any, Literal

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from core.api.problems import CONTENT_TYPE


class WrongFieldSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """RFC 9457. `code` is stable; `detail` is a sentence in the caller's language."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = WrongFieldSerializer(many=True, required=False)  # type: ignore[assignment]


class Schema(AutoSchema):
    """Adds the refusals: always 400, 404 and 429; 401 and 403 where one signs in; 409 where one writes."""

    def _get_response_bodies(self, direction: Literal["request", "response"] = "response") -> dict[str, Any]:
        bodies = super()._get_response_bodies(direction)
        for status in self._refusals():
            bodies.setdefault(
                status,
                self._get_response_for_code(  # type: ignore[no-untyped-call]
                    ProblemSerializer, status, [CONTENT_TYPE], direction
                ),
            )
        return bodies

    def _refusals(self) -> list[str]:
        codes = ["400", "401", "404", "429"]
        return codes if self.method == "GET" else [*codes, "403", "409", "415"]
