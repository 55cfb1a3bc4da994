"""Templates: nothing inline that the content policy would refuse, trimmed translations, small files."""

from __future__ import annotations

import re
from pathlib import Path

from deploy.gates.finding import Finding, files, line_of

LONGEST = 150
LETTERS = frozenset({"emails", "email"})
"""Mail has no style sheet to link: there, and only there, styles stand inline."""
INLINE = {
    "inline style": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "style element without nonce": re.compile(r"<style(?![^>]*\snonce=)", re.IGNORECASE),
    "inline script": re.compile(
        r"<script(?![^>]*\ssrc=)(?![^>]*\stype=[\"']application/[a-z+]*json)", re.IGNORECASE
    ),
    "inline event handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "script in an address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
}
UNTRIMMED = re.compile(r"\{%\s*blocktrans(?:late)?\b(?:(?!%\}|\btrimmed\b).)*%\}", re.DOTALL)


def findings(root: Path) -> list[Finding]:
    return [one for path in files(root / "templates", "*.html", "*.txt") for one in check(path)]


def check(path: Path) -> list[Finding]:
    text = path.read_text(encoding="utf-8")
    rules = {"blocktranslate without trimmed": UNTRIMMED}
    if not LETTERS & set(path.parts):
        rules |= INLINE
    found = [
        Finding(path, line_of(text, match.start()), name)
        for name, pattern in rules.items()
        for match in pattern.finditer(text)
    ]
    length = len(text.splitlines())
    if length > LONGEST:
        found.append(Finding(path, length, f"{length} lines, {LONGEST} at most"))
    return found
