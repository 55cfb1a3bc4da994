"""What a page may use of the device: nothing, except the camera at the door."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

HEADER: Final = "Permissions-Policy"
NOTHING: Final = "camera=(), microphone=(), geolocation=()"
CAMERA: Final = "camera=(self), microphone=(), geolocation=()"

View = Callable[..., HttpResponse]


def with_camera(view: View) -> View:
    """The answer of this view, and no other, may ask for the camera."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response[HEADER] = CAMERA
        return response

    return answered


class PermissionsMiddleware:
    """Every answer that says nothing else about it may use neither camera, microphone nor place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault(HEADER, NOTHING)
        return response
