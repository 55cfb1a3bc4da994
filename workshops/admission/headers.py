"""What a page may use of the device: nothing, except the camera at the door."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

HEADER: Final = "Permissions-Policy"
CAMERA: Final = "camera=(self)"  # the rest is the house's rule for every page

View = Callable[..., HttpResponse]


def with_camera(view: View) -> View:
    """The answer of this view, and no other, may ask for the camera."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response[HEADER] = CAMERA
        return response

    return answered
