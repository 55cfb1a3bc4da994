"""The tables are made once a run: every worker's database is a copy of one that has been migrated.

The workers of pytest-xdist meet at an advisory lock of the server; the first one makes the template.
"""

from __future__ import annotations

import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from psycopg import sql

LOCK = 7_441_902
"""A number of our own; locks of this kind are the whole database's business only while a run begins."""


def ensure() -> str:
    """The template's name; made and migrated by whoever comes first."""
    name = str(settings.DATABASES["default"]["TEST"]["TEMPLATE"])
    url = os.environ["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        made = f"{name}_ready"
        if not _exists(connection, made):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            _migrate(url, name)
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(made)))
    return name


def _exists(connection: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    return connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _migrate(url: str, name: str) -> None:
    place = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
    subprocess.run(command, env={**os.environ, "DATABASE_URL": place}, check=True)
