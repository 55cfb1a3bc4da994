"""The people who can sign in to the demo, each with a password made for this installation."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.enums import Role
from accounts.models import User
from accounts.services import grant_role
from marketplace.demo.corpus import Text

DOMAIN: Final = "artsouk.test"  # a name that no mail server in the world answers for (RFC 6761)
WORDS: Final = (
    *("saffron", "palm", "clay", "dune", "pearl", "reed", "lattice", "arch", "indigo", "henna"),
    *("copper", "oasis", "lantern", "tide", "amber", "linen", "cedar", "harbour", "falcon", "coral"),
    *("olive", "silver", "marble", "ember", "jasmine", "cloud", "barley", "cardamom", "compass", "walnut"),
)


@dataclass(frozen=True, slots=True)
class Part:
    code: str
    address: str
    name: Text
    role: Role
    about: str


PARTS: Final = (
    Part("collector", "layla", Text("ليلى العبدالله", "Layla Al-Abdullah"), Role.COLLECTOR, "a collector"),
    Part(
        "second",
        "omar",
        Text("عمر الفارس", "Omar Al-Faris"),
        Role.COLLECTOR,
        "a second collector, to bid against",
    ),
    Part("artist", "noura", Text("نورة السديري", "Noura Al-Sudairi"), Role.ARTIST, "an artist with a studio"),
    Part("gallery", "dar", Text("دار الطين", "Dar Al-Teen"), Role.GALLERY, "a gallery with a studio"),
    Part("staff", "staff", Text("إدارة السوق", "Art Souk staff"), Role.STAFF, "the staff, /admin/ included"),
)


@dataclass(frozen=True, slots=True)
class Pass:
    """What is written down for one account; no password when the account was there before."""

    part: Part
    email: str
    password: str


def part(code: str) -> Part:
    return next(one for one in PARTS if one.code == code)


def password() -> str:
    """Three words and a number: about 25 bits, for a machine that only its owner reaches."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(3)), str(secrets.randbelow(900) + 100)])


def email_of(part: Part) -> str:
    return f"{part.address}@{DOMAIN}"


@transaction.atomic
def account(*, email: str, name: Text, role: Role, secret: str | None, country: str = "SA") -> User:
    """A person with a confirmed address and a role; who is there already stays as they are."""
    user = User.objects.filter(email=email).first()
    if user is None:
        create = User.objects.create_superuser if role is Role.STAFF else User.objects.create_user
        user = create(email, secret, name_ar=name.ar, name_en=name.en, name=name.en, country=country)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    studio = {"name_ar": name.ar, "name_en": name.en} if role.sells else None
    grant_role(user=user, role=role, by=None, studio=studio)
    return user


def assemble() -> tuple[dict[str, User], list[Pass]]:
    """All parts of the cast; the passes carry a password for those who are new."""
    people: dict[str, User] = {}
    passes: list[Pass] = []
    for part in PARTS:
        email = email_of(part)
        secret = "" if User.objects.filter(email=email).exists() else password()
        people[part.code] = account(email=email, name=part.name, role=part.role, secret=secret or None)
        passes.append(Pass(part, email, secret))
    return people, passes


def write_down(passes: list[Pass], path: Path) -> list[str]:
    """Keep the new passwords in a file that only its owner reads; returns the lines of the whole file."""
    known = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    fresh = [f"{one.email}  {one.password}  ({one.part.about})" for one in passes if one.password]
    replaced = {line.split()[0] for line in fresh}
    lines = [line for line in known if line.split()[:1] and line.split()[0] not in replaced] + fresh
    if fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines
