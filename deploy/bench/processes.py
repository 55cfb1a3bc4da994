"""The processes of production, started for a measurement, with the CPU time that they used."""

from __future__ import annotations

import http.client
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from deploy.stack.places import ROOT, free_port
from deploy.stack.processes import Child, Program, StartFailed

CLIENTS = 4
WARM_UP = 1.5
PATIENCE = 60.0


@dataclass(frozen=True)
class Server:
    """A running group of processes."""

    child: Child
    port: int

    def cpu(self) -> float:
        """Seconds of CPU that the whole group has used so far; wall time where the system does not tell."""
        if not Path("/proc/self/stat").exists():
            return time.monotonic()
        return sum(_used(stat, self.child.pid) for stat in Path("/proc").glob("[0-9]*/stat"))


def _used(stat: Path, group: int) -> float:
    with suppress(OSError):
        fields = stat.read_text(errors="replace").rsplit(")", 1)[1].split()
        if int(fields[2]) == group:
            return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return 0.0


@contextmanager
def running(name: str, command: list[str], *, settings: str, port: int = 0) -> Iterator[Server]:
    """The command as a child, until the block ends; waits for its port when it has one."""
    log = Path(os.environ["BENCH_DIRECTORY"]) / f"{name}.log"
    child = Child(Program(name, command, log, env={"DJANGO_SETTINGS_MODULE": settings}, cwd=ROOT))
    child.start()
    try:
        if port:
            _wait(child, port)
        yield Server(child, port)
    finally:
        child.stop()


def _wait(child: Child, port: int) -> None:
    limit = time.monotonic() + PATIENCE
    while ask(port, "/nothing-here") is None:
        if child.ended() is not None or time.monotonic() > limit:
            raise StartFailed(f"{child.program.name} did not start:\n{child.last_words()}")
        time.sleep(0.1)


def ask(port: int, path: str) -> int | None:
    """The status of one request; None when nobody answers."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        line.request("GET", path)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()


@contextmanager
def pages(settings: str) -> Iterator[Server]:
    """Pages and API as in production: gunicorn with threads, two workers."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--keep-alive", "30"]
    with running("pages", command, settings=settings, port=port) as server:
        yield server


@contextmanager
def sockets(application: str, settings: str) -> Iterator[Server]:
    """One socket process as in production."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", application, "--host", "127.0.0.1", "--port", str(port)]
    command += ["--lifespan", "off", "--no-access-log", "--ws-max-size", "65536"]
    with running("sockets", command, settings=settings, port=port) as server:
        yield server


@dataclass(frozen=True)
class Load:
    """What a number of clients got from a server in some seconds."""

    requests: int
    seconds: float
    cpu: float
    latencies: list[float]

    @property
    def rate(self) -> float:
        return self.requests / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of the server's CPU for one request."""
        return 1000 * self.cpu / self.requests

    @property
    def p95(self) -> float:
        return 1000 * sorted(self.latencies)[int(len(self.latencies) * 0.95)]

    def text(self) -> str:
        return f"{self.rate:.0f}/s, {self.cost:.1f} ms CPU each, p95 {self.p95:.0f} ms"


def load(server: Server, path: str, *, seconds: float = 6.0) -> Load:
    """Four clients that ask for one page as fast as they are answered. Raises StartFailed on any other status."""
    if (status := ask(server.port, path)) != http.HTTPStatus.OK:
        raise StartFailed(f"{path} answered {status}, so there is nothing to measure.")
    _ask_for(server, path, WARM_UP)
    before = server.cpu()
    began = time.monotonic()
    latencies = _ask_for(server, path, seconds)
    if (status := ask(server.port, path)) != http.HTTPStatus.OK:
        raise StartFailed(f"{path} answered {status} under load: that is no measurement.")
    return Load(len(latencies), time.monotonic() - began, server.cpu() - before, latencies)


def _ask_for(server: Server, path: str, seconds: float) -> list[float]:
    latencies: list[list[float]] = [[] for _ in range(CLIENTS)]
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=_client, args=(server.port, path, until, own)) for own in latencies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for own in latencies for one in own]


def _client(port: int, path: str, until: float, latencies: list[float]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while (began := time.monotonic()) < until:
        line.request("GET", path, headers={"Accept-Encoding": "gzip"})
        answer = line.getresponse()
        answer.read()
        if answer.status != http.HTTPStatus.OK:
            break  # no answer to measure; the number of requests tells
        latencies.append(time.monotonic() - began)
    line.close()
