"""One style sheet for both directions: no declaration may name a physical side."""

from __future__ import annotations

import re
from pathlib import Path

from deploy.gates.finding import Finding, files, line_of

SIDES = "left|right|top|bottom"
PHYSICAL = re.compile(
    rf"(?<=[{{;}}])\s*(?P<name>(?:{SIDES})|(?:min-|max-)?(?:width|height)|"
    rf"(?:margin|padding|scroll-margin|scroll-padding|border)-(?:{SIDES})(?:-[a-z]+)?|"
    rf"border-(?:top|bottom)-(?:left|right)-radius)\s*:(?!:)"
)
SIDED_VALUE = re.compile(
    r"(?<=[{;}])\s*(?P<name>float|clear|text-align|text-align-last|caption-side|"
    r"background-position|object-position|transform-origin)\s*:[^;}]*\b(?:left|right)\b"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
PARENTHESES = re.compile(r"\([^()]*\)")
EXEMPT = "/* physical: "


def findings(root: Path) -> list[Finding]:
    return [one for path in files(root / "static", "*.css") for one in check(path)]


def check(path: Path) -> list[Finding]:
    """The physical declarations of one sheet; a line that says why, `/* physical: why */`, may keep one."""
    written = path.read_text(encoding="utf-8")
    kept = {number for number, line in enumerate(written.splitlines(), 1) if EXEMPT in line}
    text = blanked(written)
    return [
        Finding(path, line_of(text, found.start("name")), f"physical side: {found['name']}")
        for pattern in (PHYSICAL, SIDED_VALUE)
        for found in pattern.finditer(text)
        if line_of(text, found.start("name")) not in kept
    ]


def blanked(text: str) -> str:
    """Comments and what stands in parentheses (media features, url data) as blanks, lines kept."""
    text = COMMENT.sub(_blank, text)
    while PARENTHESES.search(text):
        text = PARENTHESES.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
