"""People for tests. Their password is PASSWORD, their address is confirmed."""

from __future__ import annotations

from typing import Any

import factory
from allauth.account.models import EmailAddress

from accounts.enums import Role, Stage
from accounts.models import RoleGrant, User

PASSWORD = "correct horse 7"


class UserFactory(factory.django.DjangoModelFactory):
    """`UserFactory(roles=[Role.ARTIST])` holds the roles without the signals of a grant."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name_ar = factory.Sequence(lambda n: f"شخص {n}")
    name_en = factory.Sequence(lambda n: f"Person {n}")
    language = "en"
    stage = Stage.ACTIVE

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        return model_class.objects.create_user(*args, password=password, **kwargs)

    @factory.post_generation
    def confirmed(self, create: bool, extracted: bool | None, **_: Any) -> None:
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=extracted is not False
            )

    @factory.post_generation
    def roles(self, create: bool, extracted: list[Role] | None, **_: Any) -> None:
        if create:
            RoleGrant.objects.bulk_create(RoleGrant(user=self, role=role) for role in extracted or ())


class StaffFactory(UserFactory):
    is_staff = True


class AdminFactory(StaffFactory):
    is_superuser = True
