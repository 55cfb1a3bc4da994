"""Where things live on this machine: short directories, free ports, the account that may run a database."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent.parent
MARK = "owner"


def variable_directory() -> Path:
    """Where data, logs and notes of this folder's site are kept."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var")


class AccountArguments(TypedDict, total=False):
    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The uid and gid that a child runs under; PostgreSQL refuses to run as root."""

    uid: int
    gid: int

    @classmethod
    def for_database(cls) -> Account | None:
        """`nobody` when we are root, else None: the ordinary user that we are."""
        if os.geteuid() != 0:
            return None
        entry = pwd.getpwnam("nobody")
        return cls(entry.pw_uid, entry.pw_gid)

    def arguments(self) -> AccountArguments:
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account_arguments(account: Account | None) -> AccountArguments:
    return account.arguments() if account else {}


def can_run(command: list[str], account: Account | None) -> bool:
    """Whether the account may reach and execute the program (asked by running it)."""
    try:
        done = subprocess.run(
            command, cwd="/", capture_output=True, check=False, timeout=20, **account_arguments(account)
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def own(path: Path, account: Account | None, mode: int = 0o700) -> Path:
    """Make the directory, give it to the account and close it for others."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(mode)
    if account:
        os.chown(path, account.uid, account.gid)
    return path


def free_port() -> int:
    """A TCP port on the loopback that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _short_parent() -> str:
    # A socket's path may have 107 bytes at most, and TMPDIR can be long: /tmp where there is one.
    return "/tmp" if os.access("/tmp", os.W_OK | os.X_OK) else tempfile.gettempdir()  # noqa: S108


@contextmanager
def short_directory() -> Iterator[Path]:
    """A directory with a short path, passable for the database's account; gone afterwards."""
    path = Path(tempfile.mkdtemp(prefix="souk-", dir=_short_parent()))
    path.chmod(0o711)
    (path / MARK).write_text(str(os.getpid()), encoding="ascii")
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def sweep() -> None:
    """Remove short directories of ours whose maker was killed before it could."""
    for path in Path(_short_parent()).glob("souk-*"):
        try:
            if path.stat().st_uid == os.geteuid() and not _alive(int((path / MARK).read_text())):
                shutil.rmtree(path, ignore_errors=True)
        except (OSError, ValueError):
            continue


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
