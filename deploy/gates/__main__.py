"""Run all checks, two at a time, and show what the failing ones said."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from deploy.gates import code, pages, styles
from deploy.gates.finding import Finding
from deploy.stack.places import ROOT

PYTHON = sys.executable
MANAGE = [PYTHON, "-W", "ignore::RuntimeWarning", "manage.py"]
RUFF = [PYTHON, "-m", "ruff"]
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"
TESTING = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": NO_DATABASE}


def signing_key() -> str:
    """A key of this run's own, as production asks for one."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "JWT_PRIVATE_KEY": signing_key(),
    "FIELD_KEYS": Fernet.generate_key().decode(),
    "SITE_URL": "https://artsouk.example",
    "PLATFORM_NAME_AR": "شركة",
    "PLATFORM_NAME_EN": "Company",
    "PLATFORM_VAT_NUMBER": "300000000000003",
    "PLATFORM_REGISTRATION_NUMBER": "1010000000",
    "PLATFORM_IBAN": "SA0380000000608010167519",
    "PLATFORM_BANK_NAME": "Bank",
    "CONTROLLER_NAME_AR": "شركة",
    "CONTROLLER_NAME_EN": "Company",
    "CONTROLLER_REGISTRATION_NUMBER": "1010000000",
    "CONTROLLER_ADDRESS_AR": "الرياض",
    "CONTROLLER_ADDRESS_EN": "Riyadh",
    "CONTROLLER_EMAIL": "privacy@example.com",
    "CONTROLLER_PHONE": "+966110000000",
    "PRIVACY_OFFICER_NAME_AR": "المسؤول",
    "PRIVACY_OFFICER_NAME_EN": "Officer",
    "PRIVACY_OFFICER_EMAIL": "privacy@example.com",
    "PRIVACY_OFFICER_PHONE": "+966110000000",
    "DATABASE_URL": NO_DATABASE,
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


@dataclass(frozen=True)
class Check:
    """One rule: a command, or a function of ours."""

    name: str
    command: list[str] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    ours: Callable[[], list[Finding]] | None = None

    def run(self) -> tuple[bool, str]:
        if self.ours:
            found = self.ours()
            return not found, "\n".join(map(str, found))
        env = {**os.environ, **self.env}
        done = subprocess.run(
            self.command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace", check=False
        )
        return done.returncode == 0, (done.stdout + done.stderr).strip()


CHECKS = [
    Check("types", [PYTHON, "-m", "mypy", "."]),
    Check("format", [*RUFF, "format", "--check", "--quiet", "--output-format", "concise", "."]),
    Check("lint", [*RUFF, "check", "--quiet", "--output-format", "concise", "."]),
    Check("import contracts", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as c; c()"]),
    Check("styles", ours=lambda: styles.findings(ROOT)),
    Check("pages", ours=lambda: pages.findings(ROOT)),
    Check("code", ours=lambda: code.findings(ROOT)),
    Check("templates", [PYTHON, "-m", "djlint", "templates", "--lint", "--quiet"]),
    Check("missing migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"], TESTING),
    Check("translations", [*MANAGE, "messages", "check"], TESTING),
    Check("dependencies", [PYTHON, "-m", "deploy.gates.audit"]),
    Check("deployment", [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
]


def main() -> int:
    with ThreadPoolExecutor(2) as pool:
        failed = [name for name, passed in pool.map(show, CHECKS) if not passed]
    print(f"\n{len(CHECKS) - len(failed)} checks passed, {len(failed)} failed", *failed, sep="\n  ")
    return int(bool(failed))


def show(check: Check) -> tuple[str, bool]:
    began = time.monotonic()
    passed, said = check.run()
    line = f"{'ok  ' if passed else 'FAIL'}  {check.name} ({time.monotonic() - began:.1f} s)"
    notes = [f"      {note}" for note in said.splitlines() if note.startswith("note: ")]
    print("\n".join([line, *notes]) if passed else f"\n{line}\n{said}\n", flush=True)
    return check.name, passed


if __name__ == "__main__":
    sys.exit(main())
