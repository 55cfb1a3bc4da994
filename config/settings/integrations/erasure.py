"""The list that is applied again after a backup was restored: it must not lie in what is backed up."""

from __future__ import annotations

from pathlib import Path

from config import env

_VAR = Path(env.text("VAR_DIR", str(Path(__file__).resolve().parents[3] / "var")))

# On another disk or host than the database and its backups, where there is one.
ERASURE_REPLAY_FILE = Path(env.text("ERASURE_REPLAY_FILE", str(_VAR / "erasures" / "replay.jsonl")))
# Addresses are kept as HMACs under this key; it must outlive the site's SECRET_KEY. Empty: SECRET_KEY itself.
ERASURE_HASH_KEY = env.text("ERASURE_HASH_KEY", "")
