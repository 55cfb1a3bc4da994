"""Handing out what is attached: kept by nobody on the way, and never run inside our pages."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from commissions.progress import enclosures
from commissions.progress.enums import AttachmentKind
from commissions.progress.models import Attachment


def file_response(found: Attachment, *, download: bool) -> HttpResponse:
    """The caller has made sure that the reader may see it. A document is always a download."""
    try:
        data = enclosures.load(found.path)
    except FileNotFoundError as error:
        raise Http404 from error
    kind = AttachmentKind(found.kind)
    shown = kind is AttachmentKind.PICTURE and not download
    response = HttpResponse(data, content_type=enclosures.MIME[kind])
    response.headers["Content-Disposition"] = enclosures.disposition(found.name, inline=shown)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
