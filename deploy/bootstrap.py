"""Make the virtual environment and install what is pinned; quick when that has been done.

Runs under the machine's own python3 with nothing installed: `python3 deploy/bootstrap.py run` (what the site
needs) or `... dev` (what tests and checks need too).
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
OLDEST = (3, 11)
FILES = {"run": ("requirements.txt",), "dev": ("requirements.txt", "requirements-dev.txt")}
PIP = ("-m", "pip", "install", "--only-binary", ":all:", "--require-hashes", "--no-input")
QUIET = 10.0


def main(kind: str) -> int:
    python = HOME / "bin" / "python"
    if _current(kind, python):
        return 0
    if not _runs(python) and not _make_environment():
        return 1
    return _install(kind, python)


def _current(kind: str, python: Path) -> bool:
    stamp = HOME / f".installed-{kind}"
    return python.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == _state(kind)


def _state(kind: str) -> str:
    digest = hashlib.sha256(str(HOME).encode())
    for name in FILES[kind]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def _runs(python: Path) -> bool:
    try:
        return (
            subprocess.run(
                [str(python), "-m", "pip", "--version"], capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False


def _make_environment() -> bool:
    interpreter = _interpreter()
    if interpreter is None:
        _complain("Python 3.11 or newer is needed, with its venv module.")
        return False
    _say("Making the virtual environment in .venv")
    done = subprocess.run([interpreter, "-m", "venv", "--clear", str(HOME)], check=False)
    if done.returncode:
        _complain("The virtual environment could not be made. On Debian and Ubuntu: apt install python3-venv")
    return done.returncode == 0


def _interpreter() -> str | None:
    """This Python when it is new enough, else the newest that the machine has."""
    if sys.version_info >= OLDEST:
        return sys.executable
    names = (f"python3.{minor}" for minor in range(19, OLDEST[1] - 1, -1))
    return next((found for name in names if (found := shutil.which(name))), None)


def _install(kind: str, python: Path) -> int:
    command = [str(python), *PIP]
    for name in FILES[kind]:
        command += ["-r", str(ROOT / name)]
    _say("Installing the packages (a minute or two the first time)")
    status, heard = _follow(command)
    if status:
        _complain("".join(heard[-25:]) + "The packages could not be installed; the reason stands above.")
        return status
    for done, files in FILES.items():
        if set(files) <= set(FILES[kind]):
            (HOME / f".installed-{done}").write_text(_state(done), encoding="ascii")
    return 0


def _follow(command: list[str]) -> tuple[int, list[str]]:
    """Run pip, with a sign of life every ten seconds; its status and what it said."""
    heard: list[str] = []
    began = told = time.monotonic()
    work = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
    assert work.stdout is not None  # noqa: S101 - it was asked for in the line above
    with work:
        for line in work.stdout:
            heard.append(line)
            if time.monotonic() - told > QUIET:
                told = time.monotonic()
                packages = sum(one.startswith("Collecting ") for one in heard)
                _say(f"  ... {told - began:.0f} s, {packages} packages fetched so far")
    return work.returncode, heard


def _say(text: str) -> None:
    print(text, flush=True)


def _complain(text: str) -> None:
    sys.stderr.write(f"\n{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else "run"))
