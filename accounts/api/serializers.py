"""A person's own profile in the API."""

from __future__ import annotations

from rest_framework import serializers

from accounts import queries
from accounts.models import User


class MeSerializer(serializers.ModelSerializer[User]):
    """`email` is changed through the account's own addresses, roles on the site."""

    country = serializers.CharField(source="country.code", max_length=2, required=False)
    roles = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields = (
            "email", "name_ar", "name_en", "language", "currency", "country", "time_zone", "arabic_digits",
            "roles", "stage", "date_joined",
        )  # fmt: skip
        read_only_fields = ("email", "stage", "date_joined")

    def get_roles(self, user: User) -> list[str]:
        return sorted(queries.roles_of(user))
