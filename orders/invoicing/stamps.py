"""Which key stamps whose documents, and with which secrets they are filed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from orders.invoicing.zatca.stamping import Stamp, dumped, load, self_made
from orders.platform import platform

TEST_STAMP = "test-stamp.pem"
_END = "-----END EC PRIVATE KEY-----\n"


@dataclass(frozen=True, slots=True)
class Unit:
    """What onboarding gave for one VAT number. Without token and secret nothing can be filed."""

    stamp: Stamp
    token: str = ""
    secret: str = ""

    @property
    def may_file(self) -> bool:
        """Nobody vouches for a self-made stamp, so nothing that bears it is handed in."""
        return bool(self.token and self.secret) and not self.stamp.self_made


def unit_of(vat_number: str) -> Unit:
    """The issuer's own; the platform's from the environment; else the self-made one, which cannot file.

    Raises ValueError when a key or certificate was given that cannot be used.
    """
    if found := _from_directory(vat_number):
        return found
    if settings.ZATCA_PRIVATE_KEY and vat_number == platform().vat_number:
        stamp = load(settings.ZATCA_PRIVATE_KEY, settings.ZATCA_CERTIFICATE)
        return Unit(stamp, settings.ZATCA_TOKEN, settings.ZATCA_SECRET)
    return Unit(_test_stamp(Path(settings.VAR_DIR) / "invoicing" / TEST_STAMP))


def _from_directory(vat_number: str) -> Unit | None:
    """A VAT number is digits only: nothing else reaches the file system."""
    if not settings.ZATCA_UNITS or not (vat_number.isascii() and vat_number.isdigit()):
        return None
    path = Path(settings.ZATCA_UNITS) / f"{vat_number}.json"
    if not path.is_file():
        return None
    given = json.loads(path.read_text(encoding="utf-8"))
    stamp = load(given["private_key"], given["certificate"])
    return Unit(stamp, given.get("token", ""), given.get("secret", ""))


@cache
def _test_stamp(path: Path) -> Stamp:
    """Made once for a machine and kept beside its data; processes that start together agree on one."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        mine = path.with_suffix(f".{os.getpid()}")
        mine.touch(mode=0o600)
        mine.write_bytes(dumped(self_made()))
        try:
            os.link(mine, path)  # the first to come wins, a reader never sees half a file
        except FileExistsError:
            pass
        finally:
            mine.unlink()
    key, end, certificate = path.read_text(encoding="ascii").partition(_END)
    return load(key + end, certificate)
