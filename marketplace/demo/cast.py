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


def assemble(path: Path) -> dict[str, User]:
    """All parts of the cast. Whoever has no password in the file gets a new one: a run may have been cut off."""
    written = {line.split()[0] for line in lines(path)}
    people: dict[str, User] = {}
    for one in PARTS:
        email = email_of(one)
        people[one.code] = account(email=email, name=one.name, role=one.role, secret=None)
        if email not in written:
            secret = password()
            write_down(path, f"{email}  {secret}  ({one.about})")
            people[one.code].set_password(secret)
            people[one.code].save(update_fields=["password"])
    return people


def lines(path: Path) -> list[str]:
    """One line an account: address, password, who it is."""
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def write_down(path: Path, line: str) -> None:
    """Add a line to a file that only its owner reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
