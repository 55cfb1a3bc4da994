"""One command with parts of its own, and no trace afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deploy.stack.places import ROOT
from deploy.stack.processes import started_at

ASK = """
import os, psycopg, redis, sys
with psycopg.connect(os.environ["DATABASE_URL"]) as line:
    print(line.execute("SHOW fsync").fetchone()[0], line.execute("SELECT lower('ÀÉ')").fetchone()[0])
    print(line.execute("SHOW data_directory").fetchone()[0])
print(redis.Redis.from_url(os.environ["REDIS_URL"]).ping())
sys.exit(7)
"""


def stack(*command: str, **env: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    return subprocess.run(
        [sys.executable, "-m", "deploy.stack", *command],
        cwd=ROOT,
        env=clean | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_command_gets_both_parts_its_status_comes_back_and_all_is_gone():
    done = stack("with", "--", sys.executable, "-c", ASK)
    settings, directory, pong = done.stdout.splitlines()
    assert (settings, pong) == ("off àé", "True")
    assert done.returncode == 7
    assert not Path(directory).parent.exists()


def test_given_addresses_are_used_and_nothing_is_started():
    print_both = "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])"
    done = stack(
        "with", "--", sys.executable, "-c", print_both, DATABASE_URL="postgresql:///a", REDIS_URL="redis://b"
    )
    assert done.stdout == "postgresql:///a redis://b\n"
    assert done.stderr == ""


def test_redis_refuses_who_does_not_know_the_password():
    bare = (
        "import os, redis, urllib.parse as u; a = u.urlsplit(os.environ['REDIS_URL'])\n"
        "try: redis.Redis(host=a.hostname, port=a.port).ping()\n"
        "except redis.AuthenticationError: print('refused')"
    )
    done = stack("with", "--", sys.executable, "-c", bare, DATABASE_URL="postgresql:///a")
    assert done.stdout == "refused\n"


def test_a_stop_signal_reaches_the_command_and_stops_the_parts():
    command = [
        sys.executable,
        "-m",
        "deploy.stack",
        "with",
        "--",
        sys.executable,
        "-c",
        "import time; time.sleep(60)",
    ]
    clean = {key: value for key, value in os.environ.items() if key not in {"DATABASE_URL", "REDIS_URL"}}
    with subprocess.Popen(command, cwd=ROOT, env=clean, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        socket = re.search(r"@(\S+?)%2Fs:", process.stderr.readline())
        assert socket
        directory = Path(socket[1].replace("%2F", "/"))
        process.stderr.readline()
        time.sleep(0.5)
        postmaster = int((directory / "pg" / "postmaster.pid").read_text().split()[0])
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM
    assert started_at(postmaster) is None
    assert not directory.exists()


@pytest.mark.parametrize("arguments", [[], ["with"], ["with", "--"], ["walk"]])
def test_a_wrong_call_is_told_how(arguments):
    done = stack(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("usage: python -m deploy.stack")
