"""Signed addresses of private files, for whoever cannot send cookies or headers with a picture: phones.

An address names one file of the private storage, opens it for a quarter of an hour, and says nothing about
where it lies. Who may have an address is decided where it is made. Pages do not need them: their files are
served by views that ask who is there.
"""

from __future__ import annotations

from typing import Final

from django.core import signing
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import require_safe

SALT: Final = "core.private"
LIFE: Final = 15 * 60  # seconds
SHOWN: Final = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif"})


def address(path: str, *, mime: str, name: str = "") -> str:
    """The path of a link that opens this stored file for `LIFE` seconds; the caller has asked whether it may."""
    token = signing.dumps([path, mime, name], salt=SALT, compress=True)
    return reverse("private-file", args=[token])


@require_safe
def serve(_request: HttpRequest, token: str) -> FileResponse:
    """A picture is shown, everything else is a download; nothing is kept on the way. Raises Http404."""
    try:
        path, mime, name = signing.loads(token, salt=SALT, max_age=LIFE)
        file = storages["originals"].open(path, "rb")
    except (signing.BadSignature, FileNotFoundError) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=mime, as_attachment=mime not in SHOWN, filename=name)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
