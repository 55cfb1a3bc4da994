"""Keys of encrypted columns (`core.crypt`): FIELD_KEYS is a comma-separated list, the newest first."""

from __future__ import annotations

from pathlib import Path

from config import env

FIELD_KEYS = env.words("FIELD_KEYS")


def kept_field_key(path: Path) -> str:
    """A key made on the first start and kept beside the data; for one machine only."""
    if not path.exists():
        from cryptography.fernet import Fernet  # only who has to make a key pays for it

        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(Fernet.generate_key().decode("ascii"), encoding="ascii")
    return path.read_text(encoding="ascii").strip()
