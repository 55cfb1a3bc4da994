"""Copies as phones see them."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from compliance.copies.models import Copy


class DataCopySerializer(serializers.ModelSerializer[Copy]):
    """`url` is the page from which the file is downloaded, after the person has confirmed who they are there."""

    state = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Copy
        fields = (
            "code", "state", "percent", "records", "size", "sha256",
            "created_at", "taken_at", "ready_at", "expires_at", "fetched", "url",
        )  # fmt: skip

    @extend_schema_field(
        {"type": "object", "properties": {"code": {"type": "string"}, "text": {"type": "string"}}}
    )
    def get_state(self, copy: Copy) -> dict[str, str]:
        return {"code": copy.state, "text": str(copy.status.label)}

    def get_url(self, copy: Copy) -> str:
        uri: str = self.context["request"].build_absolute_uri(copy.get_absolute_url())
        return uri
