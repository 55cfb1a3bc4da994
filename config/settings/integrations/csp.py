"""Content Security Policy: our own files only, no inline script; styles inline only by nonce."""

from __future__ import annotations

from typing import Any

from csp.constants import NONCE, NONE, SELF

from config import env

# Where browsers tell of what was refused; nowhere unless an address is given.
_reports = env.text("CSP_REPORT_URI", "")

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF, NONCE],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        **({"report-uri": _reports} if _reports else {}),
    },
}
