"""Mail readers drop style sheets, so the few styles of our mails are written onto the tags."""

from __future__ import annotations

import re

FONT = "font-family:Alexandria,'Segoe UI',Tahoma,Arial,sans-serif"
INK, QUIET, LINE, CLAY = "#1A1713", "#645C51", "#DFD6C7", "#A8400C"

_CELL = f"border-bottom:1px solid {LINE};font-size:15px;line-height:1.6;color:{INK}"
_SUM = f"padding:12px 0;font-size:17px;line-height:1.6;font-weight:700;color:{INK}"
STYLES = {
    "h1": f"margin:0 0 16px;font-size:24px;line-height:1.4;font-weight:700;color:{INK}",
    "h2": f"margin:24px 0 8px;font-size:18px;line-height:1.5;font-weight:700;color:{INK}",
    "p": f"margin:0 0 16px;font-size:16px;line-height:1.75;color:{INK}",
    "p.quiet": f"margin:0 0 12px;font-size:14px;line-height:1.7;color:{QUIET}",
    "p.code": f"margin:0 0 16px;font-size:28px;line-height:1.4;font-weight:700;color:{INK}",
    "ul": "margin:0 0 16px;padding-inline-start:20px",
    "li": f"margin:0 0 6px;font-size:16px;line-height:1.7;color:{INK}",
    "a": f"color:{CLAY};text-decoration:underline",
    "a.button": (
        f"display:inline-block;padding:14px 28px;background:{CLAY};color:#FFFFFF;"
        "font-size:16px;line-height:1.4;font-weight:700;text-decoration:none"
    ),
    "table.bill": "width:100%;border-collapse:collapse;margin:0 0 20px",
    "td.what": f"padding:8px 0;{_CELL};text-align:start",
    "td.much": f"padding:8px 0;{_CELL};text-align:end;white-space:nowrap;vertical-align:top",
    "td.what.sum": f"{_SUM};text-align:start",
    "td.much.sum": f"{_SUM};text-align:end;white-space:nowrap",
    "bdi.nw": "white-space:nowrap",
    "hr": f"border:0;border-top:1px solid {LINE};margin:24px 0",
}
TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>")
CLASS = re.compile(r'\sclass="([^"]*)"')


def style_of(tag: str, classes: str) -> str:
    named = ".".join([tag, *classes.split()])
    return STYLES.get(named) or STYLES.get(tag, "")


def inline_styles(html: str) -> str:
    """Each known tag gets its style; one that brings its own keeps it."""

    def dress(match: re.Match[str]) -> str:
        tag, attributes = match.group(1), match.group(2)
        found = CLASS.search(attributes)
        style = style_of(tag, found.group(1) if found else "")
        if not style or " style=" in attributes:
            return match.group()
        return f'<{tag}{attributes} style="{style}">'

    return TAG.sub(dress, html)
