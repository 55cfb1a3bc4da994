"""Scanners of uploaded files (`core.scanning`); CLAMD_ADDRESS brings ClamAV in."""

from __future__ import annotations

from config import env

CLAMD_ADDRESS = env.text("CLAMD_ADDRESS", "")
UPLOAD_SCANNERS = ["core.scanning.known_marks", *(["core.scanning.clamd"] if CLAMD_ADDRESS else [])]
