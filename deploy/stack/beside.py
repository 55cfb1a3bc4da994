"""Commands by hand beside the running site: it leaves a note of its database and its Redis."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from deploy.stack.places import ROOT, variable_directory
from deploy.stack.processes import StartFailed

ENVIRONMENT = "environment.json"


def write_environment(var: Path, env: dict[str, str]) -> None:
    """For commands by hand beside the running site; the address of Redis holds its password."""
    path = var / "run" / ENVIRONMENT
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(env), encoding="utf-8")


def manage(arguments: list[str]) -> int:
    """`manage.py` with the running site's own database and Redis. Raises StartFailed when none runs."""
    path = variable_directory() / "run" / ENVIRONMENT
    if not path.exists():
        raise StartFailed("The site of this folder is not running. Start it with: make run")
    env = json.loads(path.read_text(encoding="utf-8")) | os.environ
    return subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=False
    ).returncode
