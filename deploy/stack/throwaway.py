"""Run one command with a PostgreSQL and a Redis that exist only as long as it does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from deploy.stack import postgres, redis
from deploy.stack.places import short_directory, sweep
from deploy.stack.processes import Child


@contextmanager
def parts(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """The addresses of what is not given by the environment, started; stopped at the end.

    `durable` writes as a database that is meant to be kept does, for measurements.
    """
    sweep()
    with ExitStack() as stack:
        directory = stack.enter_context(short_directory())
        found: dict[str, str] = {}
        starting: list[tuple[postgres.Postgres | redis.Redis, Child]] = []
        if not os.environ.get("DATABASE_URL"):
            found["DATABASE_URL"] = _launch(stack, starting, postgres.throw_away(directory, durable=durable))
        if not os.environ.get("REDIS_URL"):
            found["REDIS_URL"] = _launch(
                stack, starting, redis.Redis(directory / "redis", directory / "redis.log")
            )
        for server, child in starting:
            server.wait(child)
        yield found


def _launch(
    stack: ExitStack,
    starting: list[tuple[postgres.Postgres | redis.Redis, Child]],
    server: postgres.Postgres | redis.Redis,
) -> str:
    child = Child(server.program())
    child.start()
    stack.callback(child.stop)
    starting.append((server, child))
    return server.url


def run_with(command: list[str]) -> int:
    """The command's exit status; 128 + n when a signal ended it, as a shell would say."""
    with parts() as addresses:
        for name, value in addresses.items():
            sys.stderr.write(f"{name}={value}\n")
        sys.stderr.flush()
        status = _relay_signals(command, {**os.environ, **addresses})
    return status if status >= 0 else 128 - status


def _relay_signals(command: list[str], env: dict[str, str]) -> int:
    """Wait for the command; SIGTERM and SIGHUP are handed on to it, Ctrl-C reaches it by itself."""
    with subprocess.Popen(command, env=env, cwd=Path.cwd()) as process:
        for signum in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(signum, lambda number, _frame: process.send_signal(number))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        return process.wait()
