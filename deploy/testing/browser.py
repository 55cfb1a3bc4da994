"""Find a Chromium, or install one, and a font for it to draw with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHTS = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", str(Path.home() / ".fonts"), "/System/Library/Fonts")
APT = {"DEBIAN_FRONTEND": "noninteractive"}


def find() -> str | None:
    """The path of a Chromium that answers; $CHROMIUM goes first."""
    named = [found for name in NAMES if (found := shutil.which(name))]
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    downloaded = [str(path) for pattern in PLAYWRIGHTS for path in sorted(kept.glob(pattern))]
    candidates = [os.environ.get("CHROMIUM", ""), *named, *downloaded]
    return next((path for path in candidates if path and _answers(path)), None)


def _answers(path: str) -> bool:
    # Ubuntu's `chromium` may be an empty shell that only speaks of snap.
    try:
        return (
            subprocess.run([path, "--version"], capture_output=True, check=False, timeout=30).returncode == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False


def provide() -> str | None:
    """A Chromium with a font: found, else installed by apt as root, else by Playwright, else None."""
    found = find()
    packages = [] if found else ["chromium"]
    if not _has_font():
        packages.append("fonts-dejavu-core")
    if packages and _apt_is_ours():
        _say(f"Installing {' and '.join(packages)} with apt")
        _apt(packages)
        found = found or find()
    if not found:
        _say("Installing Chromium with Playwright")
        _run([sys.executable, "-m", "playwright", "install", "chromium"])
        found = find()
    return found


def _has_font() -> bool:
    return any(
        path.suffix in {".ttf", ".otf", ".ttc", ".pfb"}
        for directory in FONTS
        if Path(directory).is_dir()
        for path in Path(directory).rglob("*")
    )


def _apt_is_ours() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt(packages: list[str]) -> None:
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages]
    if not _run(install, quiet=True):
        _run(["apt-get", "update", "-q"])
        _run(install)


def _run(command: list[str], *, quiet: bool = False) -> bool:
    done = subprocess.run(
        command, env={**os.environ, **APT}, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode and not quiet:
        _say(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-1500:]}")
    return done.returncode == 0


def _say(text: str) -> None:
    print(text, flush=True)
