"""Where a rule is broken, in the form that editors jump to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OUTSIDE = frozenset({".venv", "var", "node_modules", "__pycache__", ".git"})


@dataclass(frozen=True, order=True)
class Finding:
    path: Path
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def files(root: Path, *patterns: str) -> Iterable[Path]:
    """The project's files that match, in a stable order, nothing installed or generated among them."""
    found = {path for pattern in patterns for path in root.rglob(pattern)}
    return sorted(path for path in found if not OUTSIDE & set(path.relative_to(root).parts))


def line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1
