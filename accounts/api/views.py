"""Who I am, for phones. Signing up, in and out is allauth's headless API."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import exceptions, generics, permissions, serializers

from accounts import services
from accounts.api.serializers import MeSerializer
from accounts.models import User
from core.api.conditional import Conditional


class Me(Conditional, generics.RetrieveUpdateAPIView[User]):
    """The caller's own profile and preferences."""

    serializer_class = MeSerializer
    permission_classes = (permissions.IsAuthenticated,)
    http_method_names = ("get", "patch", "head", "options")

    def get_object(self) -> User:
        if not isinstance(self.request.user, User):
            raise exceptions.NotAuthenticated
        return self.request.user

    def perform_update(self, serializer: serializers.BaseSerializer[User]) -> None:
        data: dict[str, Any] = dict(serializer.validated_data)
        if "country" in data:
            data["country"] = data["country"]["code"]
        try:
            serializer.instance = services.update_profile(user=self.get_object(), **data)
        except ValidationError as error:
            raise serializers.ValidationError(error.message_dict) from error
