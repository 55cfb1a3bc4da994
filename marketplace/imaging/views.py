"""Serve renditions where no proxy or object store does (SERVE_MEDIA)."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from marketplace.imaging import paths, storage

A_YEAR: Final = 60 * 60 * 24 * 365


@require_safe
def rendition(request: HttpRequest, path: str) -> HttpResponse:
    """One file of known shape, for ever the same; nothing else in the store exists out here."""
    if not settings.SERVE_MEDIA or not paths.RENDITION.match(path):
        raise Http404
    etag = f'"{path.rpartition("/")[2]}"'
    if request.headers.get("If-None-Match") == etag:
        return _kept_for_ever(HttpResponseNotModified(), etag)
    try:
        with storage.media().open(path, "rb") as file:
            data = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(data, content_type=paths.mime_of(path))
    response["Content-Encoding"] = "identity"  # the gzip middleware has nothing to gain here
    return _kept_for_ever(response, etag)


def _kept_for_ever(response: HttpResponse, etag: str) -> HttpResponse:
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    return response
