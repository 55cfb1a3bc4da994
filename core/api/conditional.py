"""Answers that carry an ETag: a phone that has them already gets 304 and no body."""

from __future__ import annotations

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django.views.decorators.vary import vary_on_headers


class Conditional:
    """For views of the API. What they say depends on who asks and in which language."""

    @method_decorator(vary_on_headers("Accept-Language", "Authorization", "Cookie"))
    @method_decorator(conditional_page)
    def dispatch(self, *args: Any, **kwargs: Any) -> Any:
        return super().dispatch(*args, **kwargs)  # type: ignore[misc]
