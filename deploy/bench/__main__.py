"""Start the parts, prepare them, measure every subject, write the page."""

from __future__ import annotations

import importlib
import os
import resource
import secrets
import sys
import time

import django
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection

from deploy.bench import rows
from deploy.gates.__main__ import signing_key
from deploy.stack.places import ROOT, short_directory
from deploy.stack.processes import StartFailed
from deploy.stack.throwaway import parts

# The import fills the catalogue that pages, API and search are measured on.
SUBJECTS = ("imports", "catalogue", "search", "bids", "fanout", "checkouts")
FILES = 8_192


def main(chosen: list[str]) -> int:
    if unknown := set(chosen) - set(SUBJECTS):
        raise StartFailed(
            f"No such benchmark: {', '.join(sorted(unknown))}. There are {', '.join(SUBJECTS)}."
        )
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(FILES, hard)), hard))
    with short_directory() as directory, parts(durable=True) as addresses:
        os.environ.update(addresses | environment(str(directory)))
        prepare()
        found: list[rows.Row] = []
        for subject in SUBJECTS:
            if not chosen or subject in chosen:
                found += measured(subject)
        print("\n" + rows.table(found))
        if not chosen:
            rows.write(ROOT / "docs" / "benchmarks.md", found, server_version())
    return 0


def environment(directory: str) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "deploy.bench.settings",
        "BENCH_DIRECTORY": directory,
        "VAR_DIR": directory,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "JWT_PRIVATE_KEY": signing_key(),
        "FIELD_KEYS": Fernet.generate_key().decode(),
        "SITE_URL": "http://127.0.0.1",
        "SANDBOX_PAYMENTS": "1",
        # A benchmark is one visitor who asks ten thousand times.
        "API_RATE_ADDRESS": "1000000/min",
    }


def prepare() -> None:
    say("Preparing a database and the static files")
    django.setup()
    call_command("messages", "compile")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)


def measured(subject: str) -> list[rows.Row]:
    say(f"Measuring: {subject}")
    began = time.monotonic()
    found = list(importlib.import_module(f"deploy.bench.{subject}").measure())
    for row in found:
        say(f"  {row.what}: {row.ours} against {row.baseline}, ratio {row.ratio:.2f}")
    say(f"  ({time.monotonic() - began:.0f} s)")
    return found


def server_version() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StartFailed as problem:
        sys.stderr.write(f"\n{problem}\n")
        sys.exit(1)
