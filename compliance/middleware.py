"""Admin pages of single records that hold personal data open with a reason, and leave an entry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse

from compliance import looks, registry


class LooksMiddleware:
    """Stands behind the sessions and the sign-in; costs nothing outside the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, arguments: Any, named: dict[str, Any]
    ) -> HttpResponse | None:
        """Ask for a reason, or write the look down and let the page open."""
        model = _record_of(request)
        if model is None or not _may_see(request, model):
            return None
        pk = _existing(model, named.get("object_id", named.get("pk")))
        if pk is None or looks.was_seen(request, model, pk):
            return None
        if not looks.reason_for(request.session, looks.kind_of(model)):
            return looks.ask(request, looks.kind_of(model))
        looks.note(request, model(pk=pk))
        return None


def _record_of(request: HttpRequest) -> type[models.Model] | None:
    """The model with declared personal fields whose single record this admin page shows."""
    match = request.resolver_match
    if match is None or match.namespace != "admin" or not {"object_id", "pk"} & set(match.kwargs):
        return None
    stem = str(match.url_name or "")
    for model in admin.site._registry:  # noqa: SLF001 - the site has no public list with its models
        if stem.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            declaration = registry.declaration_of(model)
            return model if declaration is not None and declaration.fields else None
    return None


def _may_see(request: HttpRequest, model: type[models.Model]) -> bool:
    """Who may not is refused by the page itself, and has seen nothing."""
    desk = admin.site._registry[model]  # noqa: SLF001 - the site has no public list with its models
    return admin.site.has_permission(request) and desk.has_view_or_change_permission(request)


def _existing(model: type[models.Model], given: Any) -> Any:
    try:
        return model._base_manager.filter(pk=given).values_list("pk", flat=True).first()  # noqa: SLF001
    except (ValueError, ValidationError):
        return None
