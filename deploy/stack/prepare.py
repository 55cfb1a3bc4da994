"""What has to be true before the site can serve: tables, catalogues, static files, something to look at.

One process does it all, so that Django is imported once. Each step looks first whether it has anything to do.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

PATIENCE = 10.0


def main(report: Path) -> None:
    django.setup()
    with step("Compiling the translations"):
        call_command("messages", "compile")
    migrate()
    call_command("build_records", skip_checks=True)
    collect_static()
    commands = get_commands()
    empty = not apps.get_model("marketplace", "Artwork").objects.exists()
    report.write_text(
        json.dumps({"commands": sorted(commands), "setup": setup_line(commands), "empty": empty})
    )


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done, and every ten seconds that it is still being done."""
    say(title)
    done = threading.Event()

    def still_there() -> None:
        waited = 0.0
        while not done.wait(PATIENCE):
            waited += PATIENCE
            say(f"  ... {waited:.0f} s")

    threading.Thread(target=still_there, daemon=True).start()
    try:
        yield
    finally:
        done.set()


def say(text: str) -> None:
    print(text, flush=True)


def migrate() -> None:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    todo = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if todo:
        with step(f"Bringing the tables up to date ({todo} migrations)"):
            call_command("migrate", interactive=False, verbosity=0)


def collect_static() -> None:
    """Only when a file of ours, or a package that brings files, has changed."""
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    state = static_state()
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return
    with step("Collecting the static files"):
        call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, encoding="ascii")


def static_state() -> str:
    digest = hashlib.sha256((Path(settings.BASE_DIR) / "requirements.txt").read_bytes())
    for directory in settings.STATICFILES_DIRS:
        for path in sorted(Path(directory).rglob("*")):
            about = path.stat()
            digest.update(f"{path}:{about.st_size}:{about.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def setup_line(commands: Mapping[str, object]) -> str:
    """Where the first admin sets the house up; nothing once there is one."""
    if "setup_token" not in commands:
        return ""
    heard = StringIO()
    call_command("setup_token", stdout=heard)
    return heard.getvalue().strip()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.local")
    main(Path(sys.argv[1]))
